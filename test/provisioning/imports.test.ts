import { expect, test } from 'vitest';
import { sourcesIn } from '../support/sources.ts';

// Central staff’s tools have rules of their own (architecture.test.ts).
const sources = sourcesIn('provisioning').filter(({ path }) => !path.startsWith('provisioning/central/'));

/** Where each package is known. */
const places: Readonly<Record<string, readonly string[]>> = {
  '@inquirer/prompts': ['provisioning/command-line/terminal-asker.ts'],
  '@peculiar/x509': ['provisioning/operator/certificates.ts'],
  'age-encryption': ['provisioning/box/replace/backup-header.ts', 'provisioning/bundle/locked-layer.ts'],
  opening_hours: ['provisioning/operator/config-checks.ts'],
  qrcode: ['provisioning/bundle/qr-code.ts'],
  'reflect-metadata': ['provisioning/operator/certificates.ts'],
};

test('provisioning knows of the box its contract alone', () => {
  const allowed = /^(provisioning\/|device\/contract\/|node:|zod$|tar$|@cyclonedx\/|rolldown$|spdx-license-list\/)/;
  const packages = Object.keys(places);
  const strays = sources.flatMap(({ path, imports }) =>
    imports
      .filter((specifier) => !allowed.test(specifier) && !packages.includes(specifier))
      .map((specifier) => `${path} → ${specifier}`),
  );
  expect(sources.length).toBeGreaterThan(0);
  expect(strays).toEqual([]);
});

/** Which of the folders each may know, beside itself. */
const below: Readonly<Record<string, readonly string[]>> = {
  files: [],
  'command-line': ['files'],
  bundle: ['command-line', 'files'],
  box: ['bundle', 'command-line', 'files'],
  operator: ['bundle', 'command-line', 'files'],
  packages: ['command-line', 'files'],
  update: ['command-line', 'files'],
  guides: ['command-line'],
  documents: ['command-line', 'files'],
  cli: ['box', 'bundle', 'command-line', 'operator', 'update'],
};

test('its folders know each other in one direction', () => {
  const folderOf = (path: string) => path.split('/')[1] ?? '';
  expect([...new Set(sources.map(({ path }) => folderOf(path)))].sort()).toEqual(Object.keys(below).sort());
  const strays = sources.flatMap(({ path, imports }) =>
    imports
      .filter((specifier) => specifier.startsWith('provisioning/'))
      .filter((specifier) => ![folderOf(path), ...(below[folderOf(path)] ?? [])].includes(folderOf(specifier)))
      .map((specifier) => `${path} → ${specifier}`),
  );
  expect(strays).toEqual([]);
});

test.each(Object.entries(places))('%s is known where it is used, and nowhere else', (name, place) => {
  expect(
    sources
      .filter(({ imports }) => imports.includes(name))
      .map(({ path }) => path)
      .sort(),
  ).toEqual(place);
});

test('what packages are made with is known in their folder alone', () => {
  const makers = /^(@cyclonedx\/.*|rolldown|spdx-license-list\/.*)$/;
  const users = sources.filter(({ imports }) => imports.some((specifier) => makers.test(specifier)));
  expect(users.map(({ path }) => path).filter((path) => !path.startsWith('provisioning/packages/'))).toEqual([]);
});

test('archives are made by the packages and read by updates', () => {
  const importers = sources.filter(({ imports }) => imports.includes('tar')).map(({ path }) => path);
  expect(importers.filter((path) => !/^provisioning\/(packages|update\/release)\//.test(path))).toEqual([]);
});

test('its files and functions are small', () => {
  const functions = sources.flatMap((file) => file.functionLines);
  expect(Math.max(...functions)).toBeLessThanOrEqual(60);
  expect(Math.max(...sources.map(({ lines }) => lines))).toBeLessThanOrEqual(200);
});
