import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../../provisioning/bundle/fingerprint.ts';
import { runBundleShow } from '../../../provisioning/bundle/run-show.ts';
import { GivenUp } from '../../../provisioning/command-line/asker.ts';
import { anOperator, newOffice, nobody, PASSPHRASE } from '../operator/an-operator.ts';

async function shownWith(more: readonly string[], ask = nobody) {
  const operator = await anOperator();
  const bundle = await newOffice(operator);
  return { operator, bundle, outcome: await runBundleShow(['--file', operator.beside('new.bundle'), ...more], ask) };
}

describe('a bundle is shown', () => {
  test('with what is in it, and without its secrets', async () => {
    const operator = await anOperator();
    const bundle = await newOffice(operator);
    const files = ['--file', operator.beside('new.bundle'), ...operator.usual.slice(-2)];
    const outcome = await runBundleShow(files, nobody);
    const fingerprint = fingerprintOf(createPublicKey(bundle.operatorKey));
    expect(outcome).toMatchObject({
      exit: 0,
      told: { operator: 'kommunen', office: 'storgatan-1', serial: 1, fingerprint, config: bundle.config },
    });
    expect(fingerprint).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const told = JSON.stringify(outcome);
    for (const secret of [bundle.credentialKey, bundle.brokerKey.split('\n')[1] ?? '', PASSPHRASE])
      expect(told).not.toContain(secret);
  });

  test('to whoever types the passphrase', async () => {
    const { outcome } = await shownWith([], { ...nobody, present: true, secret: () => Promise.resolve(PASSPHRASE) });
    expect(outcome.exit).toBe(0);
  });
});

describe('a bundle is not shown', () => {
  test('when the passphrase is wrong, and what was typed is not told', async () => {
    const typed = 'något helt annat';
    const { outcome } = await shownWith([], { ...nobody, present: true, secret: () => Promise.resolve(typed) });
    expect(outcome).toMatchObject({ exit: 65, told: { code: 'passphrase-wrong' } });
    expect(JSON.stringify(outcome)).not.toContain(typed);
  });

  test('when nobody is there to be asked, or does not answer', async () => {
    expect((await shownWith([])).outcome).toMatchObject({ exit: 64 });
    const silent = { ...nobody, present: true, secret: () => Promise.reject(new GivenUp()) };
    expect((await shownWith([], silent)).outcome).toMatchObject({ exit: 1, told: { code: 'given-up' } });
  });

  test('when another operator signed it than the one that is expected', async () => {
    const { operator } = await shownWith([]);
    const other = await anOperator();
    const show = (folder: string) =>
      runBundleShow(
        [
          '--file',
          operator.beside('new.bundle'),
          ...operator.usual.slice(-2),
          '--operator-key',
          `${folder}/operator.pub`,
        ],
        nobody,
      );
    expect(await show(other.folder)).toMatchObject({ exit: 76, told: { code: 'operator-other' } });
    expect(await show(operator.folder)).toMatchObject({ exit: 0 });
  });

  test('when there is no such file', async () => {
    const { write } = await anOperator();
    const args = ['--file', '/no/such/bundle', '--passphrase-file', write('p', PASSPHRASE)];
    expect(await runBundleShow(args, nobody)).toMatchObject({ exit: 66, told: { code: 'file-unreadable' } });
  });
});
