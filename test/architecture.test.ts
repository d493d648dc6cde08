import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type SourceFile, sourcesIn } from './support/sources.ts';

const sources = sourcesIn('device', 'electron', 'renderer');
const central = sourcesIn('provisioning/central');
const inFolder = (folder: string) => sources.filter(({ path }) => path.startsWith(`${folder}/`));

/** Every import of these files that none of the allowed beginnings or names covers, as "file → import". */
function strays(files: readonly SourceFile[], allowed: readonly string[]): string[] {
  const covers = (specifier: string) => (name: string) =>
    /[/:]$/.test(name) ? specifier.startsWith(name) : specifier === name;
  return files.flatMap(({ path, imports }) =>
    imports.filter((specifier) => !allowed.some(covers(specifier))).map((specifier) => `${path} → ${specifier}`),
  );
}

const SILENCED = /@ts-(ignore|nocheck|expect-error)|as unknown as/;

/** The files that import this package, or a part of it. */
function importers(name: string, among: readonly SourceFile[] = sources): string[] {
  const imports = (specifier: string) => specifier === name || specifier.startsWith(`${name}/`);
  return among.filter((file) => file.imports.some(imports)).map(({ path }) => path);
}

describe('imports run one way:', () => {
  test.each([
    ['device/contract', ['device/contract/', 'zod']],
    ['device/domain', ['device/domain/', 'device/contract/', '@date-fns/tz', 'opening_hours']],
    ['device/ports', ['device/ports/', 'device/contract/', 'device/domain/']],
    ['device/controller', ['device/controller/', 'device/ports/', 'device/domain/', 'device/contract/']],
    [
      'device/drivers',
      [
        'device/drivers/',
        'device/ports/',
        'device/domain/',
        'device/contract/',
        'node:',
        'zod',
        'smartcard',
        'serialport',
        'node-libgpiod',
        'onoff',
      ],
    ],
    [
      'device/simulator',
      ['device/simulator/', 'device/ports/', 'device/domain/', 'device/contract/', 'node:', 'aedes'],
    ],
    [
      'device/storage',
      ['device/storage/', 'device/ports/', 'device/domain/', 'device/contract/', 'node:', 'zod', 'better-sqlite3'],
    ],
    [
      'device/access-file',
      [
        ...['device/access-file/', 'device/domain/', 'device/contract/', 'node:', 'zod'],
        ...['csv-parse/', 'csv-stringify/', 'cli-progress'],
      ],
    ],
    [
      'device/log-file',
      [
        ...['device/log-file/', 'device/access-file/', 'device/storage/', 'device/ports/', 'device/domain/'],
        ...['device/contract/', 'node:', 'zod', 'csv-stringify/', 'age-encryption'],
      ],
    ],
    [
      'device/broker',
      ['device/broker/', 'device/ports/', 'device/domain/', 'device/contract/', 'node:', 'mqtt', 'mqtt-packet'],
    ],
    [
      'device/api',
      [
        ...['device/api/', 'device/loopback/', 'device/ports/', 'device/domain/', 'device/contract/', 'node:', 'zod'],
        ...['fastify', '@fastify/cookie', '@fastify/helmet', '@fastify/static'],
      ],
    ],
    ['device/loopback', ['device/loopback/', 'node:', 'fastify', '@fastify/cookie']],
  ])('%s', (folder, allowed) => {
    const files = inFolder(folder);
    expect(files.length).toBeGreaterThan(0);
    expect(strays(files, allowed)).toEqual([]);
  });

  test('the screen and the shell know of the box its contract alone (I5)', () => {
    const files = [...inFolder('renderer'), ...inFolder('electron')];
    const packages = [
      'react',
      'react-dom',
      'react-dom/',
      'react-intl',
      '@formatjs/',
      'qrcode',
      'suncalc',
      'zod',
      'electron',
    ];
    const own = ['renderer/', 'electron/', 'device/contract/', ...packages];
    expect(strays(files, own)).toEqual([]);
    expect(
      strays(
        inFolder('renderer'),
        own.filter((name) => !name.startsWith('electron')),
      ),
    ).toEqual([]);
    expect(strays(inFolder('electron'), ['electron/', 'device/contract/', 'electron'])).toEqual([]);
  });
});

describe('central staff’s tools', () => {
  test('know of the box its contract alone, and what a page on loopback is owed', () => {
    const packages = ['mqtt', 'better-sqlite3', 'zod', 'csv-stringify/', 'cli-progress', 'node:'];
    const served = ['fastify', '@fastify/cookie', '@fastify/helmet', '@fastify/static'];
    expect(central.length).toBeGreaterThan(0);
    expect(
      strays(central, [
        'provisioning/central/',
        'provisioning/command-line/',
        'provisioning/files/',
        'device/contract/',
        'device/loopback/',
        ...packages,
        ...served,
      ]),
    ).toEqual([]);
  });

  test('know each of their packages in one place', () => {
    const places = { mqtt: 'broker|commands', 'better-sqlite3': 'history', fastify: 'board', 'csv-stringify': 'board' };
    for (const [name, folders] of Object.entries(places)) {
      const place = new RegExp(`^provisioning/central/(${folders})/`);
      const files = importers(name, central);
      expect(files.length).toBeGreaterThan(0);
      expect(files.filter((path) => !place.test(path))).toEqual([]);
    }
  });

  test('are imported by nothing else', () => {
    const others = [...sources, ...sourcesIn('provisioning')].filter(
      (file) => !file.path.startsWith('provisioning/central/'),
    );
    const files = others.filter(({ imports }) =>
      imports.some((specifier) => specifier.includes('provisioning/central')),
    );
    expect(files.map(({ path }) => path)).toEqual([]);
  });

  test('are made of small files, and nothing in them is switched off for the type checker', () => {
    expect(central.filter(({ lines }) => lines > 150).map(({ path }) => path)).toEqual([]);
    expect(central.filter((file) => file.functionLines.some((count) => count > 60)).map(({ path }) => path)).toEqual(
      [],
    );
    expect(central.filter(({ text }) => SILENCED.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('one place alone knows', () => {
  test.each([
    ['better-sqlite3', 'device/storage/'],
    ['mqtt', 'device/broker/'],
    ['mqtt-packet', 'device/broker/'],
    ['smartcard', 'device/drivers/pcsc/'],
    ['serialport', 'device/drivers/serial/'],
    ['node-libgpiod', 'device/drivers/gpio/'],
    ['onoff', 'device/drivers/gpio/'],
    ['aedes', 'device/simulator/'],
    ['csv-parse', 'device/access-file/'],
    ['cli-progress', 'device/access-file/'],
    ['qrcode', 'renderer/host/'],
    ['fastify', 'device/api/', 'device/loopback/'],
    ['electron', 'electron/'],
    ['react', 'renderer/'],
    ['qrcode', 'renderer/'],
  ])('%s: %s', (name, ...folders) => {
    const files = importers(name);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((path) => !folders.some((folder) => path.startsWith(folder)))).toEqual([]);
  });
});

describe('what types cannot see', () => {
  test('one file energises the strike (I2)', () => {
    const commands = sources.filter(({ text }) => /\.energise\(/.test(text)).map(({ path }) => path);
    expect(commands).toEqual(['device/controller/door.ts']);
  });

  test('the domain asks for no time, no chance and no I/O (I3)', () => {
    const impure =
      /\bDate\.now\b|new Date\(\)|\bperformance\b|Math\.random|setTimeout|setInterval|\bprocess\b|\bawait\b/;
    expect(
      inFolder('device/domain')
        .filter(({ text }) => impure.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test('the controller takes time from the clock port alone', () => {
    const clocks = /\bDate\.now\b|new Date\(\)|performance\.now|setTimeout|setInterval/;
    expect(
      inFolder('device/controller')
        .filter(({ text }) => clocks.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test('the kiosk’s page opens no window, and links to nowhere', () => {
    const ways = /window\.open|_blank|href=|location\.(assign|replace|href)/;
    const page = inFolder('renderer').filter(({ path }) => !/renderer\/(board|gallery)\//.test(path));
    expect(page.filter(({ text }) => ways.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('simulator code is imported statically by no file outside its folder (I7)', () => {
    const outside = sources.filter(({ path }) => !path.startsWith('device/simulator/'));
    const fixed = outside.filter(({ text }) => /^(import|export) (?!type )[^;]*simulator\//m.test(text));
    expect(fixed.map(({ path }) => path)).toEqual([]);
  });
});

describe('the shape', () => {
  test('the top level is what the design card fixes', () => {
    const root = fileURLToPath(new URL('..', import.meta.url));
    const seen = readdirSync(root).filter((name) => !name.startsWith('.') && name !== 'node_modules');
    const configs =
      /^(tsconfig\.base\.json|biome\.json|package-lock\.json|(rolldown|vite|vitest|playwright)\.config\.ts)$/;
    const card = [
      'package.json',
      'tsconfig.json',
      'electron',
      'renderer',
      'device',
      'provisioning',
      'test',
      'README.md',
    ];
    expect(seen.filter((name) => !card.includes(name) && !configs.test(name) && name !== 'test-output')).toEqual([]);
    expect(card.filter((name) => !seen.includes(name))).toEqual([]);
  });

  test('files are small: half of them up to 100 lines, none over 400', () => {
    const lines = sources.map((file) => file.lines).sort((a, b) => a - b);
    expect(lines[lines.length >> 1]).toBeLessThanOrEqual(100);
    // A language is one file, however much it says.
    const long = sources.filter(({ path, lines }) => lines > 400 && !/^renderer\/i18n\/[a-z]{2}\.ts$/.test(path));
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('functions are small: half of them up to 10 lines, none over 60', () => {
    const lines = sources.flatMap((file) => file.functionLines).sort((a, b) => a - b);
    expect(lines[lines.length >> 1]).toBeLessThanOrEqual(10);
    const long = sources.filter((file) => file.functionLines.some((count) => count > 60)).map(({ path }) => path);
    expect(long).toEqual([]);
  });

  test('nothing is switched off for the type checker', () => {
    expect(sources.filter(({ text }) => SILENCED.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
