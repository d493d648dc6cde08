import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Config } from '../../device/contract/config.ts';
import { ControllerProcess } from '../support/controller-process.ts';
import { office, ruled } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe('a config that is wrong is refused at start, with the path of the key and what was expected:', () => {
  test.each([
    ['an unknown key', { ...office, doorbell: true }, 'config-malformed', 'doorbell'],
    [
      'an unknown key deep down',
      { ...office, office: { ...office.office, colour: 'red' } },
      'config-malformed',
      'office',
    ],
    ['a missing key', { ...office, policy: undefined }, 'config-malformed', 'policy'],
    ['a number out of range', { ...office, repeatTapMs: -1 }, 'config-malformed', 'repeatTapMs'],
    [
      'a reader at no door',
      { ...office, readers: [{ id: 'front', door: 'cellar', driver: 'simulated' }] },
      'config-malformed',
      'readers.0.door: no door has the id cellar',
    ],
    [
      'opening hours that cannot be read',
      { ...office, office: { ...office.office, openingHours: 'Mo-Xx' } },
      'config-malformed',
      'office.openingHours',
    ],
    [
      'a time zone that is none',
      { ...office, office: { ...office.office, timeZone: 'Europe/Nowhere' } },
      'config-malformed',
      'office.timeZone',
    ],
    [
      'an airlock door that the first card would unlock',
      { ...office, doors: office.doors.map((door) => ({ ...door, airlock: 'hall', firstCardIn: 'host' })) },
      'config-malformed',
      'doors.0.firstCardIn: a door of an airlock is not held unlocked',
    ],
    [
      'a mode that is none, in the midst of rules in full',
      { ...office, ...ruled({ slots: [{ mode: 'staff', hours: '24/7' }] }) },
      'config-malformed',
      'policy: slots.0.mode: Invalid option: expected one of "staffed"|"self-hosted"|"unattended"',
    ],
    [
      'rules in a word that means none',
      { ...office, policy: 'opened' },
      'config-malformed',
      'policy: open, enrolled, or rules in full',
    ],
    ['no JSON', '{"schemaVersion":', 'config-unreadable', 'config.json'],
  ])('%s', async (_what, config, code, where) => {
    const box = new ControllerProcess({ folder: tempFolder(), config });
    expect(await box.exited).toBe(64);
    expect(box.stderr).toContain(code);
    expect(box.stderr).toContain(where);
    expect(box.strikeTrace()).toEqual([]);
  });

  test('a file that is not there', async () => {
    const box = new ControllerProcess({ folder: tempFolder(), env: { AK_CONFIG: '/nowhere/config.json' } });
    expect(await box.exited).toBe(64);
    expect(box.stderr).toContain('config-unreadable');
  });
});

test('a database of a newer program is refused with a clear error', async () => {
  const folder = tempFolder();
  const first = new ControllerProcess({ folder, config: office });
  await first.url();
  expect(await first.stop()).toBe(0);
  const { changeDatabase, databaseFile } = await import('../support/storage.ts');
  changeDatabase(folder, 'PRAGMA user_version = 99');
  const bytes = readFileSync(databaseFile(folder));
  const second = new ControllerProcess({ folder, config: office });
  expect(await second.exited).toBe(64);
  expect(second.stderr).toContain('database-newer-than-program');
  expect(readFileSync(databaseFile(folder)).equals(bytes)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.includes('broken'))).toEqual([]);
});

test('a second controller on the same data is refused, and the first goes on', async () => {
  const folder = tempFolder();
  const first = new ControllerProcess({ folder, config: office });
  await first.url();
  const second = new ControllerProcess({ folder, config: office });
  expect(await second.exited).toBe(64);
  expect(second.stderr).toContain('data-folder-in-use');
  expect(await first.get('/api/health')).toMatchObject({ status: 'ok' });
});

test('every key of the config has a title, and every number says its unit or what it counts', () => {
  const walk = (node: unknown, path: string): string[] => {
    if (typeof node !== 'object' || node === null) return [];
    const schema = node as {
      properties?: Record<string, Record<string, unknown>>;
      items?: unknown;
      anyOf?: unknown[];
      oneOf?: unknown[];
    };
    const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [
      ...(typeof value.title === 'string' || 'const' in value || value.type === 'object' || 'items' in value
        ? []
        : [`${path}.${key}`]),
      ...walk(value, `${path}.${key}`),
    ]);
    return [
      ...own,
      ...walk(schema.items, `${path}[]`),
      ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((each) => walk(each, path)),
    ];
  };
  expect(walk(z.toJSONSchema(Config, { io: 'input' }), 'config')).toEqual([]);
});
