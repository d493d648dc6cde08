import { expect, test } from 'vitest';
import { sourcesIn } from '../support/sources.ts';

// Central staff’s tools have rules of their own (architecture.test.ts).
const sources = sourcesIn('provisioning').filter(({ path }) => !path.startsWith('provisioning/central/'));

test('provisioning knows of the box its contract alone', () => {
  const allowed = /^(provisioning\/|device\/contract\/|node:|zod$|tar$)/;
  const strays = sources.flatMap(({ path, imports }) =>
    imports.filter((specifier) => !allowed.test(specifier)).map((specifier) => `${path} → ${specifier}`),
  );
  expect(sources.length).toBeGreaterThan(0);
  expect(strays).toEqual([]);
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
