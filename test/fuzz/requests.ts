import type { OutgoingHttpHeaders } from 'node:http';
import fc from 'fast-check';

const json = { 'content-type': 'application/json' };

type Body = { readonly headers?: OutgoingHttpHeaders; readonly body: string | Uint8Array | null };

/** What may come in place of a command. Routes that want no body take `none`, `empty` and `null`; else none of it is one. */
export const bodies: Readonly<Record<string, Body>> = {
  none: { body: null },
  empty: { headers: json, body: '{}' },
  'an empty text of JSON': { headers: json, body: '' },
  'cut off': { headers: json, body: '{"door":' },
  'no JSON type': { headers: { 'content-type': 'text/plain' }, body: '{"door":"entrance"}' },
  'a form': { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'door=entrance' },
  'a type that is none': { headers: { 'content-type': 'a/b;;=\t"' }, body: '{}' },
  'a charset of JSON': { headers: { 'content-type': 'application/json; charset=utf-16' }, body: '{"door":' },
  'too large': { headers: json, body: JSON.stringify({ door: 'A'.repeat(5_000) }) },
  'a long text': { headers: json, body: JSON.stringify({ door: 'å'.repeat(1_900) }) },
  'a long key': { headers: json, body: JSON.stringify({ ['k'.repeat(3_900)]: 1 }) },
  deep: { headers: json, body: `${'['.repeat(2_000)}${']'.repeat(2_000)}` },
  'a prototype': { headers: json, body: '{"__proto__":{"role":"host","admin":true},"door":"entrance"}' },
  'a constructor': { headers: json, body: '{"constructor":{"prototype":{"role":"host"}}}' },
  'invalid UTF-8': { headers: json, body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) },
  null: { headers: json, body: 'null' },
  list: { headers: json, body: '[{"door":"entrance"}]' },
  number: { headers: json, body: '1e400' },
  'wrong types': {
    headers: json,
    body: '{"door":{},"id":[],"role":7,"present":"1","pin":null,"ref":true,"minutes":-1e9}',
  },
};

export const hosts = (port: number): Readonly<Record<string, string | null>> => ({
  own: `127.0.0.1:${port}`,
  'own name': `localhost:${port}`,
  evil: 'evil.example',
  'evil with our port': `evil.example:${port}`,
  'without a port': '127.0.0.1',
  'another port': '127.0.0.1:1',
  'a port behind a port': `127.0.0.1:${port}:80`,
  'user before it': `evil@127.0.0.1:${port}`,
  'a path behind it': `127.0.0.1:${port}/evil.example`,
  missing: null,
});

export const origins = (port: number): Readonly<Record<string, string | null>> => ({
  missing: null,
  own: `http://127.0.0.1:${port}`,
  evil: 'http://evil.example',
  null: 'null',
  'our name in theirs': `http://127.0.0.1:${port}.evil.example`,
  'another scheme': `https://127.0.0.1:${port}`,
  'user before it': `http://127.0.0.1:${port}@evil.example`,
});

export const goodHosts = ['own', 'own name'];
export const goodOrigins = ['missing', 'own'];

/** Rows in which every value of every factor comes with each route, and with most values of the others in some route. */
export function rowsOf<F extends Readonly<Record<string, readonly string[]>>>(
  factors: F,
  turn: number,
): { [K in keyof F]: string }[] {
  const names: (keyof F & string)[] = Object.keys(factors);
  const most = Math.max(...names.map((name) => factors[name]?.length ?? 0));
  return Array.from({ length: most }, (_, row) => {
    const chosen = names.map((name, nth) => {
      const values = factors[name] ?? [];
      return [name, values[(row + turn * (nth + 1)) % values.length]];
    });
    return Object.fromEntries(chosen);
  });
}

/** What a path could be that leads out of a folder, before `target`. */
export function pathsTo(target: string): readonly string[] {
  const ups = [
    '../',
    '..%2f',
    '%2e%2e/',
    '%2e%2e%2f',
    '..%5c',
    '..\\',
    '%2e%2e%5c',
    '%252e%252e%252f',
    '..%252f',
    '.%2e/',
  ];
  const more = ['..%c0%af', '%c0%ae%c0%ae/', '..;/', '....//', '..%00/', './/../', '..%u2215'];
  const climbs = [...ups, ...more].flatMap((up) => [2, 6].map((times) => `/${up.repeat(times)}${target}`));
  return [
    ...climbs,
    ...climbs.map((climb) => `/assets${climb}`),
    ...[
      '//etc/passwd',
      '/%2fetc%2fpasswd',
      '///etc/passwd',
      '/etc/passwd',
      '/C:%5cwindows',
      '/file:%2f%2f%2fetc%2fpasswd',
    ],
    ...[
      '/index.html%00.js',
      '/%00',
      '/index.html%00',
      `/${target}%00.html`,
      '/.env',
      '/.git/config',
      '/%2eenv',
      '/..',
      '/.',
    ],
    ...[
      '/%',
      '/%zz',
      '/%e0%a4%a',
      '/%ff',
      '/?%',
      `/${'a'.repeat(8_000)}`,
      `/${'a/'.repeat(2_000)}`,
      '/%2e%2e',
      '/assets/',
      '/assets',
    ],
  ];
}

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK'];

/** Keys and values of real commands, put together anyhow, with others among them. */
const words = [
  'door',
  'id',
  'pin',
  'role',
  'uid',
  'present',
  'minutes',
  'command',
  'purpose',
  'label',
  'text',
  'ref',
  'until',
  'hours',
];
const more = [
  'active',
  'trouble',
  'keys',
  'language',
  'why',
  'days',
  'companions',
  'extended',
  'schemaVersion',
  'version',
  'slots',
];
const plausible = fc.constantFrom<unknown>(
  'entrance',
  'front',
  'host',
  'visitor',
  'lock',
  1,
  0,
  -1,
  1e308,
  '1234',
  true,
  null,
  '',
  [],
  {},
);
export const commandLike = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.dictionary(
      fc.constantFrom(...words, ...more, '__proto__', 'toString'),
      fc.oneof(plausible, fc.jsonValue({ maxDepth: 2 })),
      { maxKeys: 4 },
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Sent as they are, HOST being the server’s. */
export const malformedHttp: Readonly<Record<string, string>> = {
  'no request line': 'hello\r\n\r\n',
  'a method that is none': 'OPEN-THE-DOOR /api/health HTTP/1.1\r\nHost: HOST\r\n\r\n',
  'a null byte in the path': 'GET /\0 HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n',
  'a header that is none': 'GET / HTTP/1.1\r\nHost: HOST\r\nnonsense\r\n\r\n',
  'two lengths': 'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
  'a length and chunks':
    'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a chunk that is none': 'POST /api/host/cancel HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  'a head that is too large': `GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`,
  'two hosts': 'GET /api/health HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\nConnection: close\r\n\r\nX',
  'HTTP/1.0 without a host': 'GET /api/health HTTP/1.0\r\n\r\n',
  'HTTP/1.1 without a host': 'GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n',
  'another address in the line':
    'GET http://evil.example/api/health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
};
