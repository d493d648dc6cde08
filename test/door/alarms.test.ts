import { describe, expect, test } from 'vitest';
import { extendedGrant, grant, ModelledDoor, shutDoor } from '../support/modelled-door.ts';

describe('a door that is forced', () => {
  test('is told half a second after it opened without a reason, and cleared when it is shut', () => {
    const door = shutDoor();
    door.leaf('open');
    door.advance(499);
    expect(door.told()).toEqual([]);
    door.advance(1);
    expect(door.told()).toEqual(['alarm-raised: forced-open']);
    door.leaf('closed');
    expect(door.told()).toEqual(['alarm-cleared: forced-open']);
  });

  test('is none when somebody leaves: the exit button comes before the leaf, or just after it', () => {
    const door = shutDoor();
    door.take({ type: 'rex' });
    door.advance(3_000);
    door.leaf('open');
    door.advance(1_000);
    door.leaf('closed');
    door.advance(5_000);
    door.leaf('open');
    door.advance(400);
    door.take({ type: 'rex' });
    door.advance(5_000);
    expect(door.told()).toEqual([]);
  });

  test('is none when somebody has tapped on the way out, within the access time and 3 s, or just after the leaf', () => {
    const door = shutDoor();
    expect(door.take({ type: 'leave' })).toEqual([]);
    door.advance(8_000);
    door.leaf('open');
    door.advance(1_000);
    door.leaf('closed');
    door.leaf('open');
    door.advance(400);
    door.take({ type: 'leave' });
    door.advance(1_000);
    door.leaf('closed');
    expect(door.told()).toEqual([]);
    door.advance(8_000);
    door.leaf('open');
    door.advance(500);
    expect(door.told()).toEqual(['alarm-raised: forced-open']);
  });

  test('is one when the exit button was pressed more than 3 s before', () => {
    const door = shutDoor();
    door.take({ type: 'rex' });
    door.advance(3_001);
    door.leaf('open');
    door.advance(500);
    expect(door.told()).toEqual(['alarm-raised: forced-open']);
  });

  test('is none in the seconds after a grant has run out: a hand was on the door', () => {
    const door = shutDoor();
    door.take(grant);
    door.advance(7_000);
    door.told();
    door.leaf('open');
    door.advance(1_000);
    expect(door.told()).toEqual([]);
  });

  test('is none when the leaf is found open at the start, or after its contact was out of order', () => {
    for (const before of ['unknown', 'fault'] as const) {
      const door = new ModelledDoor();
      door.leaf(before);
      door.leaf('open');
      door.advance(5_000);
      expect(door.told()).toEqual([]);
    }
  });
});

describe('a door that is held open', () => {
  test('is warned of after 25 s, alarmed after 30 s, once each, and cleared when it is shut', () => {
    const door = shutDoor();
    door.take(grant);
    door.leaf('open');
    door.told();
    door.advance(24_999);
    expect(door.told()).toEqual([]);
    door.advance(1);
    expect(door.told()).toEqual(['open-warning']);
    door.advance(5_000);
    expect(door.told()).toEqual(['alarm-raised: open-too-long']);
    door.advance(3_600_000);
    expect(door.told()).toEqual([]);
    door.leaf('closed');
    expect(door.told()).toEqual(['alarm-cleared: open-too-long']);
  });

  test('has twice the time after an extended grant', () => {
    const door = shutDoor();
    door.take(extendedGrant);
    door.leaf('open');
    door.told();
    door.advance(54_999);
    expect(door.told()).toEqual([]);
    door.advance(1);
    expect(door.told()).toEqual(['open-warning']);
  });

  test('counts from the locking, when it stood open with leave until then', () => {
    const door = shutDoor();
    door.take({ type: 'unlock' });
    door.leaf('open');
    door.advance(600_000);
    door.take({ type: 'lock' });
    door.advance(29_999);
    expect(door.told()).toEqual(['open-warning']);
    door.advance(1);
    expect(door.told()).toEqual(['alarm-raised: open-too-long']);
    door.take({ type: 'unlock' });
    expect(door.told()).toEqual(['alarm-cleared: open-too-long']);
  });

  test('keeps the graver alarm when it was forced', () => {
    const door = shutDoor();
    door.leaf('open');
    door.advance(60_000);
    expect(door.told()).toEqual(['alarm-raised: forced-open', 'open-warning']);
    expect(door.state.alarm).toBe('forced-open');
  });
});
