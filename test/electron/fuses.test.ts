import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';

const script = fileURLToPath(new URL('../../provisioning/kiosk/electron-fuses.js', import.meta.url));
/** Before the fuses in Electron's binary, then their version and how many there are (electron/build/fuses). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** A file with as many fuses, in the states that Electron is shipped with, amid other bytes. */
function binaryWith(fuses: number): string {
  const file = join(tempFolder(), 'electron');
  const wire = Buffer.from([
    1,
    fuses,
    ...'101011010'
      .slice(0, fuses)
      .split('')
      .map((state) => state.charCodeAt(0)),
  ]);
  writeFileSync(file, Buffer.concat([Buffer.alloc(10_000, 7), Buffer.from(SENTINEL), wire, Buffer.alloc(10_000, 9)]));
  return file;
}

test('Electron starts our own program alone: not as Node, not with a debugger, not by its environment', async () => {
  const file = binaryWith(9);
  execFileSync(process.execPath, [script, file]);
  expect(await getCurrentFuseWire(file)).toMatchObject({
    [FuseV1Options.RunAsNode]: FuseState.DISABLE,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
    [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
    [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
  });
});

test('a binary whose fuses are not the ones that were decided on is left as it is', () => {
  const file = binaryWith(8);
  const before = readFileSync(file);
  expect(() => execFileSync(process.execPath, [script, file], { stdio: 'ignore' })).toThrow();
  expect(readFileSync(file)).toEqual(before);
});
