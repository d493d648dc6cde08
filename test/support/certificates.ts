import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempFolder } from './temp-folder.ts';

const run = promisify(execFile);
const DAY_MS = 24 * 60 * 60 * 1000;
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Paths of PEM files, and what is in them. */
export type Certificate = {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
};

export type CertificateOptions = {
  /** Its subject’s CN; it may have slashes in it. */
  readonly commonName: string;
  /** From now; parts of a day are heeded, and below 0 it has run out already. 30 without it. */
  readonly days?: number;
};

/** A certificate authority of this test’s own, by Debian’s openssl. It goes with the test, and so does what it signed. */
export class CertificateAuthority {
  readonly certificateFile: string;
  /** PEM. */
  readonly cert: string;
  readonly #folder: string;
  #signed = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    this.certificateFile = join(folder, 'ca.crt');
    this.cert = readFileSync(this.certificateFile, 'utf8');
  }

  static async create(commonName = 'Authority of a test'): Promise<CertificateAuthority> {
    const folder = tempFolder();
    await run('openssl', [
      ...['req', '-x509', ...NEW_KEY, '-subj', subject(commonName), '-days', '30'],
      ...['-keyout', join(folder, 'ca.key'), '-out', join(folder, 'ca.crt')],
    ]);
    return new CertificateAuthority(folder);
  }

  /** For a server that is found at 127.0.0.1 and `localhost`, and for clients alike. */
  async sign({ commonName, days = 30 }: CertificateOptions): Promise<Certificate> {
    this.#signed += 1;
    const base = join(this.#folder, String(this.#signed));
    const file = (ending: string) => `${base}.${ending}`;
    await run('openssl', [
      ...['req', '-new', ...NEW_KEY, '-subj', subject(commonName)],
      ...['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost', '-keyout', file('key'), '-out', file('csr')],
    ]);
    const until = Date.now() + days * DAY_MS;
    // `openssl ca` alone takes dates that are over. It keeps books, which here are not shared: several may sign at once.
    writeFileSync(file('index'), '');
    writeFileSync(file('conf'), authorityConfig(this.#folder, file('index')));
    await run('openssl', [
      ...['ca', '-batch', '-notext', '-config', file('conf')],
      ...['-startdate', utc(Math.min(Date.now(), until) - DAY_MS), '-enddate', utc(until)],
      ...['-in', file('csr'), '-out', file('crt')],
    ]);
    return {
      certificateFile: file('crt'),
      keyFile: file('key'),
      cert: readFileSync(file('crt'), 'utf8'),
      key: readFileSync(file('key'), 'utf8'),
    };
  }
}

function subject(commonName: string): string {
  return `/CN=${commonName.replaceAll('/', '\\/')}`;
}

/** GeneralizedTime (RFC 5280 §4.1.2.5.2), to the second. */
function utc(ms: number): string {
  return `${new Date(ms).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`;
}

function authorityConfig(folder: string, index: string): string {
  return [
    '[ca]',
    'default_ca = this',
    '[this]',
    `database = ${index}`,
    `new_certs_dir = ${folder}`,
    `certificate = ${folder}/ca.crt`,
    `private_key = ${folder}/ca.key`,
    'rand_serial = yes',
    'default_md = sha256',
    'copy_extensions = copy',
    'policy = names',
    '[names]',
    'commonName = supplied',
    '',
  ].join('\n');
}
