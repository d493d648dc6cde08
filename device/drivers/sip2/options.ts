import type { Charset } from './charset.ts';

/** TLS 1.2 or later; the certificate is always checked. */
export type Sip2Tls = {
  /** PEM of the authority to trust instead of the system's. */
  readonly ca?: string | undefined;
  /** The name that the certificate must bear, where it is not `host`. */
  readonly servername?: string | undefined;
};

/** How one library's system is reached by SIP2, and what the office heeds of its answers. */
export type Sip2Options = {
  readonly host: string;
  /** 1–65535; often 6001. */
  readonly port: number;
  /** Without it PINs, and the names in every answer, cross the network in clear. */
  readonly tls?: Sip2Tls | undefined;
  readonly charset: Charset;
  /** AO: what the library calls itself. */
  readonly institution: string;
  /** CP: what the library calls this box; said with the login. */
  readonly location?: string | undefined;
  /** AC. */
  readonly terminalPassword?: string | undefined;
  /** CN and CO; without it no login is said. */
  readonly login?: { readonly user: string; readonly password: string } | undefined;
  /**
   * Which of the fourteen conditions of "patron status" refuse a card, counted from 1; the table in 3M SIP 2.00 counts
   * the same from 0. 5 is "card reported lost". Some systems set 3, "recall privileges denied", for everybody.
   */
  readonly denyPositions: readonly number[];
  /** Three digits of the table "language": 000 none, 001 English, 006 Swedish. */
  readonly language: string;
  /** Sequence numbers and checksums (AY, AZ). Off where the library sends none; nothing is asked twice then. */
  readonly errorDetection: boolean;
};

/** What an office has that says nothing else. */
export const SIP2_DEFAULTS: Pick<Sip2Options, 'charset' | 'denyPositions' | 'language' | 'errorDetection'> = {
  charset: 'utf-8',
  denyPositions: [5],
  language: '001',
  errorDetection: true,
};
