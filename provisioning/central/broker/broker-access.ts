import type { IClientOptions } from 'mqtt';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { readTextFile } from '../../files/text-file.ts';

/** How long a broker has for the way to its CONNACK. */
const CONNECT_TIMEOUT_MS = 5_000;

/** The brokers, in the order in which they are tried, and how to get in. */
export type BrokerAccess = {
  readonly urls: readonly string[];
  /** PEM of the authority to trust instead of the system’s, and of the own certificate with its key. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly login: { readonly username?: string; readonly password?: string };
};

/** `wrong`: it was called wrongly; the others are of the files. */
export type AccessFault = { readonly code: 'wrong' | 'file-unreadable' | 'file-malformed'; readonly detail: string };

/** The options that each command has that speaks to a broker. */
export const brokerOptions = {
  broker: { type: 'string', multiple: true },
  ca: { type: 'string' },
  cert: { type: 'string' },
  'cert-key': { type: 'string' },
  username: { type: 'string' },
  'password-file': { type: 'string' },
} as const;

type Values = {
  readonly broker?: readonly string[] | undefined;
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly 'cert-key'?: string | undefined;
  readonly username?: string | undefined;
  readonly 'password-file'?: string | undefined;
};

export function readBrokerAccess(values: Values): Result<BrokerAccess, AccessFault> {
  const { broker: urls = [], ca, cert, 'cert-key': key, username, 'password-file': password } = values;
  const wrong = urls.length === 0 ? 'By which broker? --broker URL is missing.' : urls.map(faultOf).find(isText);
  if (wrong !== undefined) return err({ code: 'wrong', detail: wrong });
  if ((cert === undefined) !== (key === undefined))
    return err({ code: 'wrong', detail: '--cert and --cert-key go together.' });
  if (password !== undefined && username === undefined)
    return err({ code: 'wrong', detail: '--password-file needs --username.' });
  const texts: Record<string, string> = {};
  for (const [name, file] of Object.entries({ ca, cert, key, password })) {
    if (file === undefined) continue;
    const text = readTextFile(file);
    if (!text.ok) return text;
    texts[name] = text.value;
  }
  const { password: secret, ...tls } = texts;
  return ok({
    urls,
    tls,
    login: {
      ...(username === undefined ? {} : { username }),
      ...(secret === undefined ? {} : { password: secret.trimEnd() }),
    },
  });
}

const isText = (text: string | undefined) => text !== undefined;

function faultOf(url: string): string | undefined {
  const { protocol, username, password } = URL.parse(url) ?? {};
  if (!/^(mqtt|ws)s?:$/.test(protocol ?? '')) return `--broker ${url}: mqtt://, mqtts://, ws:// or wss:// and a host`;
  // A command line can be read by everybody on the machine.
  return username || password ? '--broker: name and password go into --username and --password-file' : undefined;
}

/**
 * How one of the brokers is connected to. MQTT 5 alone: expiry, reason codes and shared subscriptions are its own. Told
 * in parts, for mqtt.js takes a URL apart by a parser that Node warns of (DEP0169).
 */
export function connectionOptions({ tls, login }: BrokerAccess, url: string): IClientOptions {
  const { protocol, hostname: named, port, pathname, search } = new URL(url);
  const isWeb = protocol.startsWith('ws');
  // A socket takes an IPv6 address without the brackets that a URL has around it.
  const hostname = isWeb ? named : named.replace(/^\[|\]$/g, '');
  return {
    ...{ ...tls, ...login, host: hostname, hostname, protocolVersion: 5, keepalive: 30 },
    ...{ protocol: schemeOf(protocol), connectTimeout: CONNECT_TIMEOUT_MS },
    ...(port === '' ? {} : { port: Number(port) }),
    ...(isWeb ? { path: `${pathname || '/'}${search}` } : {}),
  };
}

function schemeOf(protocol: string): 'mqtt' | 'mqtts' | 'ws' | 'wss' {
  if (protocol === 'mqtts:') return 'mqtts';
  if (protocol === 'ws:') return 'ws';
  return protocol === 'wss:' ? 'wss' : 'mqtt';
}
