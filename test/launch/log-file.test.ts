import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { tempFolder } from '../support/temp-folder.ts';

// The launcher is plain JavaScript, without types.
const source: string = new URL('../../provisioning/launch/log-file.js', import.meta.url).href;
const LogFile = z
  .custom<new (file: string, mostBytes: number) => { write(line: string): void }>(
    (value) => typeof value === 'function',
  )
  .parse((await import(source)).LogFile);

describe('the operational log’s file', () => {
  test('goes on where it ended, and is for its owner alone', () => {
    const file = join(tempFolder(), 'controller.log');
    new LogFile(file, 100).write('one');
    new LogFile(file, 100).write('two');
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('never holds more than its limit, nor does the one before; the newest lines are there, whole', () => {
    const file = join(tempFolder(), 'controller.log');
    const log = new LogFile(file, 50);
    for (let n = 0; n < 100; n++) log.write(`line ${n}`);
    for (const each of [file, `${file}.1`]) expect(statSync(each).size).toBeLessThanOrEqual(50);
    const lines = (readFileSync(`${file}.1`, 'utf8') + readFileSync(file, 'utf8')).trim().split('\n');
    expect(lines.at(-1)).toBe('line 99');
    expect(lines).toEqual(Array.from({ length: lines.length }, (_, n) => `line ${100 - lines.length + n}`));
  });

  test('that somebody has taken away is begun anew when it would be full', () => {
    const file = join(tempFolder(), 'controller.log');
    const log = new LogFile(file, 50);
    log.write('one');
    rmSync(file);
    for (let n = 0; n < 100; n++) log.write(`line ${n}`);
    expect(readFileSync(file, 'utf8')).toMatch(/^line 99$/m);
  });

  test('that was too large already is begun anew at the first line', () => {
    const file = join(tempFolder(), 'controller.log');
    writeFileSync(file, 'x'.repeat(60));
    new LogFile(file, 50).write('new');
    expect(readFileSync(file, 'utf8')).toBe('new\n');
  });
});
