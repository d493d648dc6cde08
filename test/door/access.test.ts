import { describe, expect, test } from 'vitest';
import { extendedGrant, grant, ModelledDoor, shutDoor } from '../support/modelled-door.ts';

describe('a grant', () => {
  test('releases the strike for the access time, and locks again when the leaf has opened and closed', () => {
    const door = shutDoor();
    expect(door.take(grant)).toEqual([{ type: 'energise', forMs: 5_000 }]);
    expect(door.mode).toBe('accessed');
    door.advance(1_000);
    door.leaf('open');
    expect(door.told()).toEqual(['access-taken']);
    door.advance(1_000);
    expect(door.leaf('closed')).toEqual([{ type: 'idle' }]);
    expect([door.mode, door.energised]).toEqual(['locked', false]);
  });

  test('that nobody uses is told as not taken, at its end and not before', () => {
    const door = shutDoor();
    door.take(grant);
    door.advance(4_999);
    expect(door.told()).toEqual([]);
    door.advance(1);
    expect(door.told()).toEqual(['access-not-taken']);
    expect([door.mode, door.energised]).toEqual(['locked', false]);
  });

  test.each(['unknown', 'fault'] as const)('at a door whose contact is %s is taken for used', (physical) => {
    const door = new ModelledDoor();
    door.leaf(physical);
    door.take(grant);
    door.advance(10_000);
    expect(door.told()).toEqual(['access-taken']);
  });

  test('while the leaf stands open is taken for used', () => {
    const door = shutDoor();
    door.take(grant);
    door.leaf('open');
    door.take({ type: 'wake' });
    door.advance(5_000);
    door.told();
    door.take(grant);
    expect(door.told()).toEqual(['access-taken']);
  });

  test('to two people, one after the other, lets both open the door before it locks', () => {
    const door = shutDoor();
    door.take(grant);
    door.advance(500);
    door.take(grant);
    door.leaf('open');
    door.leaf('closed');
    expect([door.mode, door.energised]).toEqual(['accessed', true]);
    door.leaf('open');
    door.leaf('closed');
    expect([door.mode, door.energised]).toEqual(['locked', false]);
    expect(door.told()).toEqual(['access-taken']);
  });

  test('a second one does not shorten an extended one', () => {
    const door = shutDoor();
    door.take(extendedGrant);
    door.advance(1_000);
    expect(door.take(grant)).toEqual([{ type: 'energise', forMs: 19_000 }]);
    door.advance(18_999);
    expect(door.energised).toBe(true);
    door.advance(1);
    expect([door.mode, door.energised]).toEqual(['locked', false]);
  });
});

describe('more time', () => {
  test('releases the strike anew for the extended time, once for each grant', () => {
    const door = shutDoor();
    door.take(grant);
    door.advance(3_000);
    expect(door.take({ type: 'extend' })).toEqual([{ type: 'energise', forMs: 20_000 }]);
    door.advance(19_000);
    expect(door.take({ type: 'extend' })).toEqual([]);
    door.advance(1_000);
    expect([door.mode, door.energised]).toEqual(['locked', false]);
  });

  test('is given to nobody who is not being let in, nor to a door that takes no access', () => {
    const door = shutDoor();
    expect(door.take({ type: 'extend' })).toEqual([]);
    door.take(grant);
    door.take({ type: 'fire', active: true });
    expect(door.take({ type: 'extend' })).toEqual([]);
  });

  test('lets the leaf stand open for longer, also when it is open already', () => {
    const door = shutDoor();
    door.take(grant);
    door.leaf('open');
    door.take({ type: 'extend' });
    door.told();
    door.advance(54_000);
    expect(door.told()).toEqual([]);
    door.advance(2_000);
    expect(door.told()).toEqual(['open-warning']);
  });

  test('ends when the leaf has closed behind who had it', () => {
    const door = shutDoor();
    door.take(grant);
    door.take({ type: 'extend' });
    door.leaf('open');
    expect(door.leaf('closed')).toEqual([{ type: 'idle' }]);
  });
});

describe('a door that takes no access', () => {
  test.each(['block', 'lock-down'] as const)('after %s opens to no grant, ends one that runs, and lets out', (type) => {
    const door = shutDoor();
    door.take(grant);
    expect(door.take({ type })).toEqual([{ type: 'idle' }]);
    expect(door.take(grant)).toEqual([]);
    expect(door.energised).toBe(false);
    door.told();
    door.take({ type: 'rex' });
    door.leaf('open');
    door.advance(2_000);
    expect(door.told()).toEqual([]);
    door.leaf('closed');
    door.take({ type: 'lift' });
    expect(door.mode).toBe('locked');
    expect(door.take(grant)).toHaveLength(1);
  });

  test('while the fire alarm is on lets nobody in, and neither locks nor releases what was', () => {
    const door = shutDoor();
    door.take({ type: 'unlock' });
    expect(door.take({ type: 'fire', active: true })).toEqual([]);
    expect([door.mode, door.energised]).toEqual(['unlocked', true]);
    door.take({ type: 'lock' });
    expect(door.take(grant)).toEqual([]);
    for (const type of ['unlock', 'lock-open'] as const) expect(door.take({ type })).toEqual([]);
    expect([door.mode, door.energised]).toEqual(['locked', false]);
    door.take({ type: 'fire', active: false });
    expect(door.take(grant)).toHaveLength(1);
  });

  test.each(['block', 'lock-down'] as const)(
    'after %s is locked when that is lifted while the fire alarm is on, whatever it was before',
    (type) => {
      const door = shutDoor();
      for (const each of ['unlock', type] as const) door.take({ type: each });
      door.take({ type: 'fire', active: true });
      expect(door.take({ type: 'lift' })).toEqual([]);
      expect([door.mode, door.energised]).toEqual(['locked', false]);
      door.take({ type: 'fire', active: false });
      expect([door.mode, door.energised]).toEqual(['locked', false]);
      expect(door.take(grant)).toHaveLength(1);
    },
  );
});

describe('a door that is held released', () => {
  test.each(['unlock', 'lock-open'] as const)(
    'by %s stays so by pulses that are renewed, and raises no alarm',
    (type) => {
      const door = shutDoor();
      expect(door.take({ type })).toEqual([{ type: 'energise', forMs: 60_000 }]);
      door.leaf('open');
      for (let minute = 0; minute < 10; minute++) {
        door.advance(60_000);
        expect(door.energised).toBe(true);
      }
      expect(door.told()).toEqual([]);
    },
  );

  test('commands a strike that is back at once, but one that goes out each time it is to move no oftener than before', () => {
    const door = shutDoor();
    door.take({ type: 'unlock' });
    door.advance(10_000);
    expect(door.take({ type: 'strike-ready' })).toEqual([{ type: 'energise', forMs: 60_000 }]);
    const before = door.commands.length;
    door.advance(1_000);
    expect(door.take({ type: 'strike-ready' })).toEqual([]);
    door.advance(29_000);
    expect(door.commands).toHaveLength(before + 1);
  });

  test('locks by itself within a minute when the box dies', () => {
    const door = shutDoor();
    door.take({ type: 'unlock' });
    door.advance(95_000);
    const lastRenewed = door.commands.filter(({ type }) => type === 'energise').length;
    expect(lastRenewed).toBe(4);
    // Nobody wakes the machine any more.
    door.now = (door.now + 60_000) as typeof door.now;
    expect(door.energised).toBe(false);
  });

  test('goes back to what it was when a lock-down is lifted', () => {
    const door = shutDoor();
    door.take({ type: 'unlock' });
    expect(door.take({ type: 'lock-down' })).toContainEqual({ type: 'idle' });
    expect(door.energised).toBe(false);
    expect(door.take({ type: 'lift' })).toEqual([{ type: 'energise', forMs: 60_000 }]);
    expect(door.mode).toBe('unlocked');
  });
});
