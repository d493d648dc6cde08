import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { describeWith } from '../../support/parts.ts';
import { anOperator, bundleIn, newOffice, PASSPHRASE } from './an-operator.ts';

const kontoret = fileURLToPath(new URL('../../../provisioning/cli/main.ts', import.meta.url));
const ENTER = '\r';
const DOWN = '\u001b[B';

/** `kontoret` at a terminal (script(1)): types each answer once what it answers stands there. All that was shown. */
async function atTerminal(args: readonly string[], dialogue: readonly (readonly [string, string])[]) {
  const quoted = [process.execPath, kontoret, ...args].map((arg) => `'${arg}'`).join(' ');
  const child = spawn('script', ['-qec', quoted, '/dev/null'], { env: { ...process.env, TERM: 'xterm' } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let shown = '';
  let seen = 0;
  const left = [...dialogue];
  child.stdout.on('data', (bytes: Buffer) => {
    shown += bytes.toString('utf8');
    const [next] = left;
    const at = next === undefined ? -1 : shown.indexOf(next[0], seen);
    if (next === undefined || at < 0) return;
    left.shift();
    seen = shown.length;
    child.stdin.write(next[1]);
  });
  const [exit] = await once(child, 'exit');
  expect(left, shown).toEqual([]);
  return { exit, shown };
}

describeWith(['script'], 'at a terminal', () => {
  test('an office is asked for, question by question', async () => {
    const operator = await anOperator();
    const args = [
      'office',
      'new',
      '--folder',
      operator.folder,
      '--out',
      operator.beside('b'),
      ...operator.usual.slice(-2),
    ];
    const { exit, shown } = await atTerminal(args, [
      ['Office, as topics', `torget${ENTER}`],
      ['Its name', `Kontoret på torget${ENTER}`],
      ['Opening hours', ENTER],
      ['Seats', `12${ENTER}`],
      ['Most persons', `20${ENTER}`],
      ['Broker', `broker.example.se${ENTER}`],
      ['strike is moved by', `${DOWN}${DOWN}${ENTER}`],
      ['reader outside is', ENTER],
    ]);
    expect(exit, shown).toBe(0);
    expect((await bundleIn(operator.beside('b'))).config).toMatchObject({
      office: { id: 'torget', openingHours: 'Mo-Fr 08:00-18:00; PH off', seats: 12, maxPersons: 20 },
      doors: [{ strike: { via: 'gpio', line: 17 } }],
      readers: [{ driver: 'pcsc' }],
    });
  });

  test('a passphrase is typed unseen', async () => {
    const operator = await anOperator();
    await newOffice(operator);
    const args = ['bundle', 'show', '--file', operator.beside('new.bundle')];
    const { exit, shown } = await atTerminal(args, [['Install code or passphrase', `${PASSPHRASE}${ENTER}`]]);
    expect(exit, shown).toBe(0);
    expect(shown).toContain('Bundle 1 of kommunen/storgatan-1');
    expect(shown).not.toContain(PASSPHRASE.slice(3));
  });

  test('Ctrl-C ends it, and nothing was made', async () => {
    const operator = await anOperator();
    const args = ['office', 'new', '--folder', operator.folder, '--out', operator.beside('b')];
    const { exit } = await atTerminal(args, [['Office, as topics', '\u0003']]);
    expect(exit).toBe(1);
    expect(existsSync(operator.beside('b'))).toBe(false);
    expect(readFileSync(`${operator.folder}/operator.json`, 'utf8')).toContain('kommunen');
  });
});
