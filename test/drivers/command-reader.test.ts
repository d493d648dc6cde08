import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_COMMAND } from '../../device/contract/feed/commands.ts';
import { createCommandReader } from '../../device/drivers/command-reader.ts';
import { commandFrom, messageOf, signedText, signerOf } from '../support/central.ts';

const signer = signerOf('duty-desk', ['open-once']);
const read = createCommandReader([signer.entry]);
const open = { type: 'open-once', door: 'entrance' };
const issued = { sequence: 3, nowMs: Date.UTC(2026, 2, 2) };
const good = commandFrom(signer, open, issued);
const codeOf = (bytes: Uint8Array) => {
  const got = read(bytes);
  return got.ok ? 'read' : got.error.code;
};

test('a command that is well signed is read, word for word', () => {
  expect(read(good)).toMatchObject({
    value: { by: { id: 'duty-desk' }, heading: { sequence: 3, target: 'testerna/kontoret' }, command: open },
  });
});

test('whatever bytes come in, none of them is read as a command, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => codeOf(bytes) !== 'read'),
    { numRuns: 2_000 },
  );
});

test('whatever JSON comes in, likewise', () => {
  const envelope = fc.record({ specversion: fc.constant('1.0'), type: fc.constant('ak.v1.cmd'), data: fc.jsonValue() });
  const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));
  fc.assert(
    fc.property(envelope, (message) => codeOf(bytesOf(message)) !== 'read'),
    { numRuns: 2_000 },
  );
});

test('a good one with any one byte changed is another message, or the very same command', () => {
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Uint8Array.from(good);
      changed[at] = (changed[at] ?? 0) ^ by;
      const got = read(changed);
      // The envelope is not signed; the command is.
      if (got.ok) expect(got).toEqual(read(good));
    }),
    { numRuns: 3_000 },
  );
});

test('a good one that is cut off anywhere is none', () => {
  for (let length = 0; length < good.length; length++)
    expect(codeOf(good.subarray(0, length))).toBe('command-malformed');
});

test('one that is too long is not even looked at', () => {
  expect(codeOf(Buffer.alloc(LONGEST_COMMAND + 1, 0x20))).toBe('command-too-long');
});

test('the text that is signed has these fields and no more', () => {
  const text = JSON.stringify({ ...JSON.parse(signedText(open, issued)), note: 'x' });
  expect(read(messageOf(signer, text))).toMatchObject({ value: { command: null } });
  expect(codeOf(messageOf(signer, 'ak-log-head/1'))).toBe('command-malformed');
});

test('a signature is of these very bytes: the same JSON written otherwise is not signed', () => {
  const text = signedText(open, issued);
  const message = JSON.parse(messageOf(signer, text).toString());
  message.data.signed = JSON.stringify(JSON.parse(text), null, 1);
  expect(codeOf(Buffer.from(JSON.stringify(message)))).toBe('signature-wrong');
});
