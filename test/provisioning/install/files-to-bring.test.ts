import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ok } from '../../../device/contract/result.ts';
import { liveSteps } from '../../../provisioning/box/install/live-steps.ts';
import { applySteps } from '../../../provisioning/box/install/run-steps.ts';
import type { RunTool } from '../../../provisioning/box/install/run-tool.ts';
import { placesOf } from '../../../provisioning/files/places.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { aBundle } from './a-bundle.ts';

const PASSWORD = '/etc/ak/keys/sip2-password';

/** A machine whose units all run since now, and the units that it was asked of. */
function liveSystem() {
  const asked: string[] = [];
  const run: RunTool = async (...command) => {
    asked.push(command.at(-1) ?? '');
    return ok(`ActiveState=active\nInactiveExitTimestampMonotonic=${Number(process.hrtime.bigint()) / 1e3}`);
  };
  return { asked, system: { places: placesOf(tempFolder()), run, live: true, asRoot: true, hasScreen: true } };
}

test('a password that no bundle brings is asked for before the door is started, and with it all goes on', async () => {
  const { asked, system } = liveSystem();
  const login = { user: 'kontoret', passwordFile: PASSWORD };
  const config = { ...aBundle().config, library: { system: 'sip2' as const, host: 'sip.example.se', login } };
  const apply = () => applySteps(liveSteps(aBundle({ config }), system));

  const lacking = await apply();

  expect(lacking.at(-1)).toMatchObject({ state: 'failed', code: 'file-to-bring' });
  expect(JSON.stringify(lacking)).toContain(`-m 600 FILE ${PASSWORD}`);
  expect(asked).toContain('ak-firewall.service');
  expect(asked).not.toContain('ak-controller.service');

  const file = join(system.places.root, PASSWORD);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'hemligt');
  expect((await apply()).filter(({ state }) => state !== 'right')).toEqual([]);
  expect(asked).toEqual(expect.arrayContaining(['ak-controller.service', 'ak-kiosk.service']));
});
