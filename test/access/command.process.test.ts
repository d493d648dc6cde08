import { spawnSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ControllerProcess } from '../support/controller-process.ts';
import { alwaysOpen } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { csv } from './at-the-command-line.ts';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What `npm run access` runs; npm tells where it was called. */
function launched(args: readonly string[], dataFolder: string, calledIn: string) {
  const { status, stdout } = spawnSync(process.execPath, [fromRoot('provisioning/launch/access.js'), ...args], {
    env: { ...process.env, AK_DATA_DIR: dataFolder, INIT_CWD: calledIn },
    encoding: 'utf8',
  });
  return { exit: status, out: stdout };
}

describe('the command as it is installed', () => {
  test('tells how it is called, and ends with the code for what went wrong', () => {
    const folder = tempFolder();
    expect(launched(['--help'], folder, folder)).toMatchObject({
      exit: 0,
      out: expect.stringContaining('valid_until'),
    });
    expect(launched(['export-credentials', 'all.csv'], folder, folder)).toEqual({ exit: 69, out: '' });
    expect(launched(['import-everything'], folder, folder)).toEqual({ exit: 64, out: '' });
  }, 300_000);

  test('finds the file where it was called, and says one object with --json', async () => {
    const folder = tempFolder();
    const box = new ControllerProcess({ folder, config: alwaysOpen });
    await box.url();
    const file = csv('kind,number', 'uid,04A1B2C3D4E5F6');
    const asked = ['import-credentials', basename(file), '--json'];
    const { exit, out } = launched(asked, folder, dirname(file));
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toEqual({ ok: true, dryRun: false, rows: 1, imported: 1, updated: 0 });
    expect(launched(asked, folder, dirname(file)).exit).toBe(1);
    expect(await box.stop()).toBe(0);
  }, 300_000);
});
