import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ruled } from '../support/office.ts';
import { withBox } from '../support/with-box.ts';
import { access, accessJson, fileOf } from './at-the-command-line.ts';

const rules = (change: object = {}) =>
  fileOf(JSON.stringify({ ...ruled({}).policy, version: 2, ...change }), 'policy.json');

async function versionOf(folder: string): Promise<number> {
  const file = fileOf('', 'in-force.json');
  await access(folder, ['export-policy', file]);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

describe('rules from a file', () => {
  test('are in force, and can be written out and given back with a higher version', async () => {
    const box = await withBox();
    expect(await access(box.folder, ['import-policy', rules()])).toMatchObject({
      exit: 0,
      out: 'Version 2 is in force.',
    });
    const file = fileOf('', 'in-force.json');
    expect((await access(box.folder, ['export-policy', file])).out).toBe(`Version 2 was written to ${file}.`);
    const next = { ...JSON.parse(readFileSync(file, 'utf8')), version: 3 };
    expect((await access(box.folder, ['import-policy', fileOf(JSON.stringify(next), 'next.json')])).exit).toBe(0);
    expect(await versionOf(box.folder)).toBe(3);
  });

  test('are only judged in a dry run', async () => {
    const box = await withBox();
    expect(await accessJson(box.folder, 'import-policy', rules(), '--dry-run')).toEqual({
      exit: 0,
      told: { ok: true, dryRun: true, version: 2 },
    });
    expect(await versionOf(box.folder)).toBe(1);
  });

  test.each([
    ['are no JSON', fileOf, '{', 'file-malformed'],
    ['say what there is not', rules, { colour: 'red' }, 'request-malformed'],
    ['are no newer', rules, { version: 1 }, 'policy-not-newer'],
  ] as const)('that %s are refused with the reason', async (_, make, content, code) => {
    const box = await withBox();
    const file = typeof content === 'string' ? make(content as never, 'policy.json') : rules(content);
    for (const args of [[], ['--dry-run']]) {
      expect(await accessJson(box.folder, 'import-policy', file, ...args)).toMatchObject({ exit: 1, told: { code } });
    }
    expect(await versionOf(box.folder)).toBe(1);
  });
});
