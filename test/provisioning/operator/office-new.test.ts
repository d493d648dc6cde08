import { createPublicKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseKohaUrl } from '../../../device/drivers/koha/koha-address.ts';
import { readSettings } from '../../../device/settings.ts';
import { fingerprintOf } from '../../../provisioning/bundle/fingerprint.ts';
import { runOfficeNew } from '../../../provisioning/operator/run-office.ts';
import { runOfficeList } from '../../../provisioning/operator/run-office-list.ts';
import { anOperator, bundleIn, givenConfig, newOffice, nobody, PASSPHRASE, QUICK } from './an-operator.ts';

describe('a new office', () => {
  test('gets a bundle with all that makes a bare box its own', async () => {
    const operator = await anOperator();
    const bundle = await newOffice(operator);
    const { publicKey, releaseKey, credentialKey, authority, commandKeys } = operator.open();
    expect(bundle).toMatchObject({
      ...{ format: 'ak-bundle/1', operator: 'kommunen', office: 'storgatan-1', serial: 1 },
      ...{ operatorKey: publicKey, releaseKey, credentialKey, brokerAuthority: authority.certificate },
    });
    expect(bundle.config).toEqual({
      ...givenConfig,
      provisioned: true,
      office: { operator: 'kommunen', ...givenConfig.office },
      broker: {
        ...givenConfig.broker,
        caFile: '/etc/ak/ca.pem',
        certFile: '/etc/ak/box.crt',
        keyFile: '/etc/ak/keys/box.key',
      },
      commandKeys,
      api: { port: 7380 },
    });
    // A controller starts with it.
    expect(readSettings(operator.write('on-the-box.json', bundle.config))).toMatchObject({ ok: true });
  });

  test('gets a certificate for two years by its own name, and a key of its own', async () => {
    const operator = await anOperator();
    const { brokerCertificate } = await newOffice(operator);
    const { subject, validToDate } = new X509Certificate(brokerCertificate);
    expect(subject).toBe('CN=kommunen/storgatan-1');
    expect((validToDate.getTime() - Date.now()) / 86_400_000).toBeCloseTo(730, 0);
  });

  test('is opened by an install code that is told once, however it is typed', async () => {
    const operator = await anOperator();
    const args = ['--folder', operator.folder, '--config', operator.beside('config.json')];
    const outcome = await runOfficeNew([...args, '--out', operator.beside('b')], nobody, QUICK);
    const { installCode, fingerprint } = outcome.told;
    expect(installCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(outcome.lines).toContain(`Install code: ${installCode}`);
    const typed = String(installCode).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const bundle = await bundleIn(operator.beside('b'), typed);
    expect(fingerprintOf(createPublicKey(bundle.operatorKey))).toBe(fingerprint);
  });

  test('is written for its maker alone, and remembered without secrets', async () => {
    const operator = await anOperator();
    const bundle = await newOffice(operator);
    expect(statSync(operator.beside('new.bundle')).mode & 0o777).toBe(0o600);
    const offices = join(operator.folder, 'offices');
    const known = readdirSync(offices).map((name) => readFileSync(join(offices, name), 'utf8'));
    expect(known).toHaveLength(2);
    for (const secret of [bundle.credentialKey, bundle.brokerKey.split('\n')[1] ?? '', PASSPHRASE])
      expect(known.join()).not.toContain(secret);
    expect(runOfficeList(['--folder', operator.folder])).toMatchObject({
      exit: 0,
      lines: ['storgatan-1  bundle 1  its certificate has 729 days left'],
      told: { offices: [{ office: 'storgatan-1', serial: 1, issued: [{ serial: 1 }] }] },
    });
  });

  test('tells no secret but the install code', async () => {
    const operator = await anOperator();
    const outcome = await runOfficeNew([...operator.usual, '--out', operator.beside('b')], nobody, QUICK);
    const { brokerKey, credentialKey } = await bundleIn(operator.beside('b'));
    const told = JSON.stringify(outcome);
    for (const secret of [PASSPHRASE, credentialKey, brokerKey.split('\n')[1] ?? ''])
      expect(told).not.toContain(secret);
    expect(told).not.toContain('nstall code:');
  });

  test('without a broker has none', async () => {
    const { broker, ...config } = givenConfig;
    expect((await newOffice(await anOperator(config))).config.broker).toBeUndefined();
  });

  test('keeps command keys of its own, but none by the name of an operator’s', async () => {
    const own = { id: 'duty-desk', publicKey: `${'A'.repeat(43)}=`, rights: ['announce'] };
    const operator = await anOperator({ ...givenConfig, commandKeys: [{ ...own, id: 'operator' }, own] });
    const { config } = await newOffice(operator);
    expect(config.commandKeys).toEqual([...operator.open().commandKeys, own]);
  });

  test('is told which files of its config nobody else brings', async () => {
    const library = {
      system: 'koha',
      url: 'https://koha.example.se',
      login: { kind: 'basic', user: 'k', passwordFile: '/etc/ak/koha' },
    };
    const operator = await anOperator({ ...givenConfig, library });
    const outcome = await runOfficeNew([...operator.usual, '--out', operator.beside('b')], nobody, QUICK);
    expect(outcome.told.bring).toEqual(['/etc/ak/koha']);
    expect(outcome.lines.join('\n')).toContain('Bring to the box yourself, it is in no bundle: /etc/ak/koha');
  });
});

describe('as a QR code', () => {
  test('it is drawn where it fits', async () => {
    const operator = await anOperator();
    const args = [...operator.usual, '--out', operator.beside('b'), '--qr', operator.beside('b.svg')];
    expect(await runOfficeNew(args, nobody, QUICK)).toMatchObject({
      exit: 0,
      told: { qr: { file: operator.beside('b.svg') } },
    });
    expect(readFileSync(operator.beside('b.svg'), 'utf8')).toMatch(/^<svg /);
  });

  test('it is said to be too large where it does not, and the bundle is good all the same', async () => {
    const days = Array.from({ length: 300 }, (_, day) => ({
      date: new Date(Date.UTC(2027, 0, 1 + ((day * 37) % 300))).toISOString().slice(0, 10),
      mode: day % 3 === 0 ? 'closed' : 'staffed',
      ...(day % 3 === 0 ? {} : { from: `0${day % 10}:${10 + (day % 49)}`, until: `1${day % 10}:${10 + (day % 47)}` }),
    }));
    const { openingHours, ...office } = givenConfig.office;
    const policy = {
      schemaVersion: 1,
      version: 1,
      slots: [{ mode: 'staffed', hours: openingHours }],
      exceptions: days,
    };
    const operator = await anOperator({ ...givenConfig, office, policy });
    const args = [...operator.usual, '--out', operator.beside('b'), '--qr', operator.beside('b.svg')];
    const outcome = await runOfficeNew(args, nobody, QUICK);
    expect(outcome).toMatchObject({ exit: 0, told: { qr: { file: null, code: 'qr-too-large' } } });
    expect(outcome.lines.join('\n')).toMatch(/No QR code: \d+ bytes; a QR code holds 2860/);
    expect(existsSync(operator.beside('b.svg'))).toBe(false);
    expect((await bundleIn(operator.beside('b'))).config.policy).toEqual(policy);
  });
});

describe('no bundle is made, and the office stays unknown', () => {
  /** What came of it, and that nothing was left behind. */
  async function refusedFor(config: object, ...more: readonly string[]) {
    const operator = await anOperator(config);
    const { exit, told } = await runOfficeNew(
      [...operator.usual, '--out', operator.beside('b'), ...more],
      nobody,
      QUICK,
    );
    expect(readdirSync(join(operator.folder, 'offices'))).toEqual([]);
    expect(existsSync(operator.beside('b'))).toBe(false);
    expect(existsSync(operator.beside('b.part'))).toBe(false);
    return { exit, code: told.code, detail: told.detail };
  }

  const office = (over: object) => ({ ...givenConfig, office: { ...givenConfig.office, ...over } });
  const brokerAt = (url: string) => ({ ...givenConfig, broker: { mode: 'mqtt', urls: [url] } });
  const commandKeyOf = (bytes: number) => {
    const publicKey = Buffer.alloc(bytes, 5).toString('base64');
    return { ...givenConfig, commandKeys: [{ id: 'desk', publicKey, rights: ['open-once'] }] };
  };

  test.each([
    ['an unknown key', { ...givenConfig, polcy: 'open' }, 'config-malformed', 'polcy'],
    [
      'a simulated part',
      { ...givenConfig, doors: [{ id: 'entrance', name: 'Entrén', driver: 'simulated' }] },
      'config-malformed',
      'doors.0.driver',
    ],
    [
      'opening hours that nobody can read',
      office({ openingHours: 'Mo-Fr 8-18 sometimes' }),
      'config-malformed',
      'sometimes',
    ],
    ['a time zone that is none', office({ timeZone: 'Europe/Storgatan' }), 'config-malformed', 'office.timeZone'],
    ['more seats than persons', office({ seats: 41 }), 'config-malformed', 'office.maxPersons'],
    ['a way out of the folder as its name', office({ id: '../../etc/passwd' }), 'config-malformed', 'office.id'],
    ['no name', office({ id: undefined }), 'config-malformed', 'office.id'],
    ['a name of another operator', office({ operator: 'staden' }), 'config-of-other-operator', 'staden'],
    ['a name that no certificate holds', office({ id: 'a'.repeat(60) }), 'names-too-long', '63'],
    [
      'a broker in clear',
      { ...givenConfig, broker: { mode: 'mqtt', urls: ['mqtt://b.example.se'] } },
      'broker-in-clear',
      'mqtts',
    ],
    ['a broker at a port that is none', brokerAt('mqtts://b.example.se:88833'), 'config-malformed', 'broker.urls.0'],
    ['a broker at what is no port', brokerAt('mqtts://b.example.se:8883x'), 'config-malformed', 'broker.urls.0'],
    ['a broker at a port that is left out', brokerAt('mqtts://b.example.se:'), 'config-malformed', 'broker.urls.0'],
    ['a command key with which no box starts', commandKeyOf(31), 'config-malformed', 'commandKeys.1.publicKey'],
    ['a command key that nobody has', commandKeyOf(33), 'config-malformed', 'commandKeys.1.publicKey'],
    ['an office that is no object', { ...givenConfig, office: [] }, 'config-malformed', 'office.id'],
  ])('for %s', async (_, config, code, detail) => {
    expect(await refusedFor(config)).toMatchObject({ exit: 65, code, detail: expect.stringContaining(detail) });
  });

  test.each([
    'http://koha.example.se',
    'koha.example.se',
    'https://u:p@koha.example.se',
    'https://koha.example.se/?a=b',
  ])('for a library at “%s”, with which no box starts', async (url) => {
    const library = { system: 'koha', url, login: { kind: 'basic', user: 'k', passwordFile: '/etc/ak/koha' } };
    expect(parseKohaUrl(url).ok).toBe(false);
    expect(await refusedFor({ ...givenConfig, library })).toMatchObject({
      ...{ exit: 65, code: 'config-malformed', detail: expect.stringContaining('library.url') },
    });
  });

  test('when called wrongly', async () => {
    expect(await refusedFor(givenConfig, '--days', '0')).toMatchObject({ exit: 64 });
    expect(await refusedFor(givenConfig, '--days', '1826')).toMatchObject({ exit: 64 });
    expect(await refusedFor(givenConfig, '--passphrase', 'seen by everybody')).toMatchObject({ exit: 64 });
  });

  test('when nobody is there to ask, and no config is given', async () => {
    const { folder, beside } = await anOperator();
    const outcome = await runOfficeNew(['--folder', folder, '--out', beside('b')], nobody, QUICK);
    expect(outcome).toMatchObject({ exit: 64, lines: [expect.stringContaining('--config')] });
  });

  test('with a passphrase that is too short, or not there', async () => {
    const { write, beside } = await anOperator();
    const short = await refusedFor(givenConfig, '--passphrase-file', write('short', 'hemligt\n'));
    expect(short).toMatchObject({ exit: 65, code: 'passphrase-too-short' });
    expect(short.detail).not.toContain('hemligt');
    expect(await refusedFor(givenConfig, '--passphrase-file', beside('none'))).toMatchObject({ exit: 66 });
  });

  test('where it cannot be written', async () => {
    const { beside } = await anOperator();
    expect(await refusedFor(givenConfig, '--out', join(beside('none'), 'b'))).toMatchObject({
      exit: 73,
      code: 'cannot-create',
    });
  });

  test('where its name is taken by another file, which stays', async () => {
    const operator = await anOperator();
    for (const name of ['--out', '--qr']) {
      const taken = operator.write('taken', 'before');
      const args = [...operator.usual, '--out', operator.beside('b'), name, taken];
      expect(await runOfficeNew(args, nobody, QUICK)).toMatchObject({ exit: 73, told: { code: 'file-exists' } });
      expect(readFileSync(taken, 'utf8')).toBe('before');
    }
    expect(readdirSync(join(operator.folder, 'offices'))).toEqual([]);
  });

  test('when what is known of it cannot be written down: no serial leaves the house that might be given twice', async () => {
    const operator = await anOperator();
    mkdirSync(join(operator.folder, 'offices', 'storgatan-1.config.json', 'in-the-way'), { recursive: true });
    const outcome = await runOfficeNew([...operator.usual, '--out', operator.beside('b')], nobody, QUICK);
    expect(outcome.exit).toBe(73);
    expect(existsSync(operator.beside('b'))).toBe(false);
    expect(existsSync(operator.beside('b.part'))).toBe(false);
  });
});

test('a known office gets no second first bundle, and the way to another is told', async () => {
  const operator = await anOperator();
  await newOffice(operator);
  const outcome = await runOfficeNew([...operator.usual, '--out', operator.beside('b')], nobody, QUICK);
  expect(outcome).toMatchObject({ exit: 1, told: { code: 'office-known' } });
  expect(outcome.lines.join()).toContain('office re-key --office storgatan-1');
  expect(existsSync(operator.beside('b'))).toBe(false);
});

test('what a power cut left of a bundle is written over', async () => {
  const operator = await anOperator();
  writeFileSync(operator.beside('new.bundle.part'), 'half of it');
  expect((await newOffice(operator)).serial).toBe(1);
  expect(existsSync(operator.beside('new.bundle.part'))).toBe(false);
});
