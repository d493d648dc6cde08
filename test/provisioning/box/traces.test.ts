import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tracesOf } from '../../../provisioning/box/retire/traces.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const SALT = 'salt';

function traceCount(content: string | Uint8Array): number {
  const file = join(tempFolder(), 'a-file');
  writeFileSync(file, content, { mode: 0o600 });
  return tracesOf(file, SALT).traces.length;
}

test('keys and tokens are looked for, as bytes and as text tells them', () => {
  expect(traceCount(randomBytes(32))).toBe(3);
  expect(traceCount(randomBytes(32).toString('base64url'))).toBe(1);
});

test('the box’s own address is no secret: every program has it in it', () => {
  expect(traceCount('http://127.0.0.1:7380/')).toBe(0);
});
