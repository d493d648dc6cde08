import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { freeLine } from '../../device/contract/free-line.ts';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { misused, refused } from '../bundle/refused.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import type { Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import { attempt, type WriteFault, writeNewFile } from '../files/new-file.ts';
import type { FileFault } from '../files/text-file.ts';
import { type IssuedCertificate, readCertificates, writeCertificates } from './certificate-register.ts';
import { type CertificateRequest, issueCertificate } from './certificates.ts';
import { DAYS_WANTED, readDays } from './days.ts';
import { type Operator, openOperator } from './open-operator.ts';

const options = {
  folder: { type: 'string' },
  out: { type: 'string' },
  days: { type: 'string' },
  json: { type: 'boolean' },
} as const;
const brokerOptions = { ...options, host: { type: 'string', multiple: true } } as const;
const centralOptions = { ...options, label: { type: 'string', default: 'central' } } as const;

const Label = freeLine(64);

/** RFC 1123 §2.1; the last label is not all digits, or it would be an address that is none. */
const HOST_NAME = /^(?=.{1,253}$)(?!.*(^|\.)\d+$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.|$))+(?<!\.)$/i;

/** An address with a zone (RFC 4007 §11) is one of this machine's own, and no certificate can hold it. */
function isHost(text: string): boolean {
  return isIP(text) === 0 ? HOST_NAME.test(text) : !text.includes('%');
}

/** `kontoret operator broker-certificate`. */
export function runBrokerCertificate(args: readonly string[]): Outcome | Promise<Outcome> {
  const parsed = parse(args, brokerOptions);
  if ('wrong' in parsed) return misused(parsed.wrong);
  const { host: hosts = [], ...given } = parsed.values;
  const [first] = hosts;
  if (first === undefined) return misused('Where is it found? --host is missing.');
  const wrong = hosts.find((host) => !isHost(host));
  if (wrong !== undefined) return misused(`--host ${wrong}: a host name or an IP address.`);
  // The names at which it is found are the extension's; the subject is for people, and has 64 characters.
  const request = { commonName: first.slice(0, 64), use: 'server', hosts } as const;
  return issueFiles(given, { name: 'server', use: 'broker', label: hosts.join(' '), request });
}

/** `kontoret operator central-certificate`: for whoever listens to all offices, who is `central` in the broker's rules. */
export function runCentralCertificate(args: readonly string[]): Outcome | Promise<Outcome> {
  const parsed = parse(args, centralOptions);
  if ('wrong' in parsed) return misused(parsed.wrong);
  const { label, ...given } = parsed.values;
  if (!Label.safeParse(label).success) return misused('--label: one line of 1–64 characters.');
  return issueFiles(given, {
    name: 'central',
    use: 'central',
    label,
    request: { commonName: 'central', use: 'client' },
  });
}

type Given = { readonly folder?: string; readonly out?: string; readonly days?: string };

type Wanted = Pick<IssuedCertificate, 'use' | 'label'> & {
  /** Of its files. */
  readonly name: string;
  readonly request: Omit<CertificateRequest, 'days'>;
};

async function issueFiles({ folder, out, days: daysText }: Given, wanted: Wanted): Promise<Outcome> {
  if (folder === undefined) return misused('Whose? --folder is missing.');
  if (out === undefined) return misused('Where to? --out FOLDER is missing.');
  const days = readDays(daysText);
  if (days === null) return misused(DAYS_WANTED);
  const operator = openOperator(folder);
  if (!operator.ok) return refused(operator.error);
  const written = await writeFiles(wanted, out, operator.value, days);
  if (!written.ok) return refused(written.error);
  const { files, serial } = written.value;
  const { certificate, key, authority } = files;
  return {
    exit: EXIT.done,
    lines: [`Certificate: ${certificate}`, `Its serial: ${serial}`, `Its key: ${key}`, `Authority: ${authority}`],
    told: { outcome: 'done', certificate, serial, key, authority, days },
  };
}

type Files = { readonly certificate: string; readonly key: string; readonly authority: string };

/** It is written down before its files are there, so that each one that is out can be revoked. */
async function writeFiles(
  { name, use, label, request }: Wanted,
  folder: string,
  { authority, files: operatorFiles }: Operator,
  days: number,
): Promise<Result<{ readonly files: Files; readonly serial: string }, WriteFault | FileFault>> {
  const at = (file: string) => join(folder, file);
  const files: Files = { certificate: at(`${name}.crt`), key: at(`${name}.key`), authority: at('ca.crt') };
  const taken = Object.values(files).find((file) => existsSync(file));
  if (taken !== undefined) return err({ code: 'file-exists', detail: `${taken} is there already` });
  const earlier = readCertificates(operatorFiles);
  if (!earlier.ok) return earlier;
  const made = attempt(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  if (!made.ok) return made;
  const now = new Date();
  const issued = await issueCertificate(authority, { ...request, days }, now);
  const { serialNumber: serial, validToDate } = new X509Certificate(issued.certificate);
  const entry = { use, label, serial, issuedAt: now.toISOString(), notAfter: validToDate.toISOString() };
  const registered = writeCertificates(operatorFiles, [...earlier.value, entry]);
  if (!registered.ok) return registered;
  const contents = [
    [files.key, issued.key, 0o600],
    [files.certificate, issued.certificate, 0o644],
    [files.authority, authority.certificate, 0o644],
  ] as const;
  for (const [file, content, mode] of contents) {
    const written = writeNewFile(file, content, mode);
    if (!written.ok) return written;
  }
  return ok({ files, serial });
}
