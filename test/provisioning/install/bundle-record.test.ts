import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OfficeId } from '../../../device/contract/ids.ts';
import { mayFollow, recordFile, recordOf } from '../../../provisioning/box/install/bundle-record.ts';
import type { Bundle } from '../../../provisioning/bundle/bundle.ts';
import { type Places, placesOf } from '../../../provisioning/files/places.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { aBundle } from './a-bundle.ts';

function boxWith(bundle: Bundle | null): Places {
  const places = placesOf(tempFolder());
  mkdirSync(places.settings, { recursive: true });
  if (bundle !== null) writeFileSync(recordFile(places), JSON.stringify(recordOf(bundle)));
  return places;
}

const codeOf = (bundle: Bundle, places: Places) => {
  const may = mayFollow(bundle, places);
  return may.ok ? 'may' : may.error.code;
};

test('a bare box takes any bundle', () => {
  expect(codeOf(aBundle(), boxWith(null))).toBe('may');
});

test('the same bundle may be installed again, and a later one', () => {
  expect(codeOf(aBundle(), boxWith(aBundle()))).toBe('may');
  expect(codeOf(aBundle({ serial: 4, brokerKey: 'new' }), boxWith(aBundle()))).toBe('may');
});

test('an older one is refused, and so is another one with the same serial', () => {
  expect(codeOf(aBundle({ serial: 2 }), boxWith(aBundle()))).toBe('bundle-older');
  expect(codeOf(aBundle({ brokerKey: 'other' }), boxWith(aBundle()))).toBe('bundle-older');
});

test('the bundle of another office is refused, however new it is', () => {
  const other = aBundle({ serial: 9, office: OfficeId.parse('hamngatan') });

  expect(codeOf(other, boxWith(aBundle()))).toBe('other-office');
});

test('a record that is torn is no reason to take what comes', () => {
  const places = boxWith(null);
  writeFileSync(recordFile(places), '{"serial":');

  expect(codeOf(aBundle(), places)).toBe('file-malformed');
});
