import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OfficeId, OperatorId } from '../../../device/contract/ids.ts';
import type { Bundle } from '../../../provisioning/bundle/bundle.ts';
import { openBundle } from '../../../provisioning/bundle/open-bundle.ts';
import { readBundleFile } from '../../../provisioning/bundle/run-show.ts';
import type { Asker } from '../../../provisioning/command-line/asker.ts';
import { makeOperator } from '../../../provisioning/operator/make-operator.ts';
import { type Operator, openOperator } from '../../../provisioning/operator/open-operator.ts';
import { runOfficeNew, runOfficeReKey } from '../../../provisioning/operator/run-office.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** What an operator writes down of an office: a door on a Modbus board, as in README. */
export const givenConfig = {
  schemaVersion: 1,
  office: {
    id: 'storgatan-1',
    name: 'Allmänna kontoret Storgatan',
    openingHours: 'Mo-Fr 08:00-18:00; Sa 10:00-15:00; PH off',
    seats: 24,
    maxPersons: 40,
  },
  policy: 'open',
  relayBoards: [{ id: 'rack', kind: 'modbus', path: '/dev/serial/by-id/usb-1a86_USB_Serial-if00' }],
  doors: [{ id: 'entrance', name: 'Entrén', driver: 'wired', strike: { via: 'board', board: 'rack', relay: 1 } }],
  readers: [{ id: 'outside', door: 'entrance', driver: 'pcsc', direction: 'in' }],
  broker: { mode: 'mqtt', urls: ['mqtts://broker.example.se:8883'] },
};

/** Age’s work is made small: what it costs is not what is tested. */
export const QUICK = { workFactor: 2 };
export const PASSPHRASE = 'en lång lösenfras för provet';

export const nobody: Asker = {
  present: false,
  text: () => Promise.reject(new Error('asked')),
  number: () => Promise.reject(new Error('asked')),
  choice: () => Promise.reject(new Error('asked')),
  yes: () => Promise.reject(new Error('asked')),
  secret: () => Promise.reject(new Error('asked')),
};

export type OperatorFolder = {
  readonly folder: string;
  /** A file beside the operator’s folder. */
  readonly beside: (name: string) => string;
  readonly write: (name: string, content: object | string) => string;
  readonly open: () => Operator;
  /** `--folder`, `--config` and `--passphrase-file`. */
  readonly usual: readonly string[];
};

/** An operator’s folder, a config and a passphrase; they go with the test. */
export async function anOperator(config: object = givenConfig, id = 'kommunen'): Promise<OperatorFolder> {
  const around = tempFolder();
  const beside = (name: string) => join(around, name);
  const folder = beside('operator');
  const made = await makeOperator(folder, { id: OperatorId.parse(id), name: 'Prov', releaseKey: null }, new Date());
  if (!made.ok) throw new Error(made.error.detail);
  const write = (name: string, content: object | string) => {
    writeFileSync(beside(name), typeof content === 'string' ? content : JSON.stringify(content));
    return beside(name);
  };
  const open = () => {
    const opened = openOperator(folder);
    if (!opened.ok) throw new Error(opened.error.detail);
    return opened.value;
  };
  const configFile = write('config.json', config);
  const passphraseFile = write('passphrase', `${PASSPHRASE}\n`);
  return {
    ...{ folder, beside, write, open },
    usual: ['--folder', folder, '--config', configFile, '--passphrase-file', passphraseFile],
  };
}

/** `office new` with the usual options, and the bundle that it made. */
export async function newOffice({ usual, beside }: OperatorFolder, out = 'new.bundle'): Promise<Bundle> {
  const { exit, lines } = await runOfficeNew([...usual, '--out', beside(out)], nobody, QUICK);
  if (exit !== 0) throw new Error(lines.join('\n'));
  return bundleIn(beside(out));
}

export async function reKeyed({ usual, beside }: OperatorFolder, out: string, office = 'storgatan-1'): Promise<Bundle> {
  const args = [...usual, '--office', OfficeId.parse(office), '--out', beside(out)];
  const { exit, lines } = await runOfficeReKey(args, QUICK);
  if (exit !== 0) throw new Error(lines.join('\n'));
  return bundleIn(beside(out));
}

export async function bundleIn(file: string, passphrase = PASSPHRASE): Promise<Bundle> {
  const bytes = readBundleFile(file);
  const opened = bytes.ok ? await openBundle(bytes.value, passphrase, null) : bytes;
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.detail}`);
  return opened.value;
}
