import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takePicture } from '../../../provisioning/guides/take-picture.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const usual = (out: string) => ['--out', out, '--title', 'Boxen', '--shown', 'kontoret box check'];
const say = (script: string) => ['--', process.execPath, '-e', script];
const picture = (out: string) => readFileSync(out, 'utf8');

test('what a command says on both streams is in its picture in that order, below the command as it is typed', () => {
  const out = join(tempFolder(), 'a.svg');
  const script = `const { writeSync } = require('fs');
    writeSync(1, 'first\\n'); writeSync(2, '10 %\\r100 %\\n'); writeSync(1, '\\u001b[32mlast\\u001b[0m\\n\\n');`;
  expect(takePicture([...usual(out), ...say(script)])).toMatchObject({ exit: 0, lines: [out] });
  expect(picture(out)).toContain('<desc id="d">$ kontoret box check\nfirst\n100 %\nlast</desc>');
});

test('a command that says no is shown with what it ended with', () => {
  const out = join(tempFolder(), 'a.svg');
  expect(takePicture([...usual(out), ...say('process.exit(1)')]).exit).toBe(0);
  expect(picture(out)).toMatch(/\$ echo \$\?\n1<\/desc>/);
});

test('a box that lies in a folder is shown with the paths of a box', () => {
  const out = join(tempFolder(), 'a.svg');
  takePicture([...usual(out), '--tree', '/srv/tree/', ...say(`console.log('/srv/tree/etc/ak/config.json')`)]);
  expect(picture(out)).toContain('\n/etc/ak/config.json</desc>');
});

test('nothing is written where it was called wrongly, or the command cannot be run', () => {
  const folder = tempFolder();
  const out = join(folder, 'a.svg');
  expect(takePicture(usual(out)).exit).toBe(64);
  expect(takePicture(['--out', out, ...say('')]).exit).toBe(64);
  expect(takePicture([...usual(out), '--frame', ...say('')]).exit).toBe(64);
  expect(takePicture([...usual(out), '--', join(folder, 'none')])).toMatchObject({
    exit: 70,
    told: { code: 'command-not-run' },
  });
  expect(existsSync(out)).toBe(false);
  mkdirSync(out);
  expect(takePicture([...usual(out), ...say('')])).toMatchObject({ exit: 73, told: { code: 'picture-not-written' } });
});
