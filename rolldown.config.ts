import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'rolldown';
import { listModules } from './provisioning/packages/list-modules.ts';

/** V8 keeps text with a single letter beyond Latin-1 at two bytes a letter; all such letters here are in literals. */
const asciiOnly: Plugin = {
  name: 'ascii-only',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = escapeLetters(file.code);
  },
};

const modulesOf = (bundle: string) => listModules(bundle, fileURLToPath(new URL('.build', import.meta.url)));

/** What @fastify/static wants `glob` for is listing a folder at start, which no server here asks it to. */
const noGlob: Plugin = {
  name: 'no-glob',
  resolveId: (id) => (id === 'glob' ? '\0no-glob' : null),
  load: (id) => (id === '\0no-glob' ? 'export const glob = () => Promise.reject(new Error("no glob"));' : null),
};

/** Beyond 16 bits too: in keys without quotes only the form with braces is one letter. */
function escapeLetters(code: string): string {
  return code.replace(/[\u{80}-\u{10ffff}]/gu, (letter) => {
    const digits = (letter.codePointAt(0) ?? 0).toString(16);
    return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`;
  });
}

// They have native parts, which are looked for beside their own files.
const native = ['better-sqlite3', 'serialport', 'smartcard', 'node-libgpiod', 'onoff'];

// A file of its own, wherever it is used: its licence (LGPL-3.0) lets it be replaced by another version.
const openingHoursApart = { groups: [{ name: 'opening-hours', test: /node_modules.opening_hours/ }] };

// The controller as a few files that load fast and lie small in memory. Names stay, so that a stack trace can be read.
const controller = defineConfig({
  input: {
    main: 'device/main.ts',
    'storage-worker': 'device/storage/storage-worker.ts',
    'pcsc-child': 'device/drivers/pcsc/pcsc-child.ts',
    'gpio-child': 'device/gpio-child.ts',
    'lcus-child': 'device/lcus-child.ts',
  },
  platform: 'node',
  external: native,
  plugins: [noGlob, asciiOnly, modulesOf('controller')],
  output: {
    dir: '.build/controller',
    cleanDir: true,
    codeSplitting: openingHoursApart,
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  },
});

// What the command line runs, by itself: the controller's files stay as small as they are.
const access = defineConfig({
  input: { access: 'device/access-cli.ts' },
  platform: 'node',
  plugins: [asciiOnly, modulesOf('access')],
  output: { dir: '.build/access', cleanDir: true },
});

const log = defineConfig({
  input: { log: 'device/log-cli.ts' },
  platform: 'node',
  external: ['better-sqlite3'],
  plugins: [asciiOnly, modulesOf('log')],
  output: { dir: '.build/log', cleanDir: true },
});

// Central staff's tools; they run on no box.
const central = defineConfig({
  input: { central: 'provisioning/central/main.ts' },
  platform: 'node',
  external: ['better-sqlite3'],
  plugins: [asciiOnly],
  output: { dir: '.build/central', cleanDir: true },
});

// What provisions a box; it is in each release, beside what it provisions.
const kontoret = defineConfig({
  input: { kontoret: 'provisioning/cli/main.ts' },
  platform: 'node',
  external: native,
  plugins: [asciiOnly, modulesOf('kontoret')],
  output: { dir: '.build/kontoret', cleanDir: true, codeSplitting: openingHoursApart },
});

export default [controller, access, log, central, kontoret];
