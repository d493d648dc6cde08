import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CredentialKind, DenyReason, type PresentedCredential } from '../../device/contract/access.ts';
import { CredentialHash } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { type AccessPolicy, type AccessRequest, decideAccess } from '../../device/domain/access-decision.ts';

const now = epochMs(Date.UTC(2026, 10, 24, 9));
const always = { stateAt: () => ({ open: true, changesAt: null }) };
const never = { stateAt: () => ({ open: false, changesAt: null }) };
const open: AccessPolicy = { who: 'open', acceptedKinds: CredentialKind.options, openingHours: always };
const enrolled: AccessPolicy = { ...open, who: 'enrolled' };
const card: PresentedCredential = { kind: 'uid', hash: CredentialHash.parse('0'.repeat(32)), randomUid: false };
const visitor = { role: 'visitor', blocked: false } as const;
const tap = (change: Partial<AccessRequest> = {}): AccessRequest => ({
  credential: card,
  record: null,
  door: null,
  readerDirection: 'both',
  inside: false,
  ...change,
});

describe('the access decision', () => {
  test('grants any acceptable credential where the policy is open', () => {
    expect(decideAccess(tap(), open, now)).toEqual({ outcome: 'grant', direction: 'in', releaseStrike: true });
  });

  test('toggles in and out on a reader that serves both ways, and releases the strike either way', () => {
    expect(decideAccess(tap({ inside: true }), open, now)).toEqual({
      outcome: 'grant',
      direction: 'out',
      releaseStrike: true,
    });
  });

  test('follows the reader’s direction where there are two readers', () => {
    expect(decideAccess(tap({ readerDirection: 'in', inside: true }), open, now)).toMatchObject({ direction: 'in' });
    expect(decideAccess(tap({ readerDirection: 'out' }), open, now)).toMatchObject({ direction: 'out' });
  });

  test.each<[DenyReason, Partial<AccessRequest>, AccessPolicy]>([
    ['fire-alarm', { door: 'fire-alarm' }, open],
    ['door-blocked', { door: 'door-blocked' }, open],
    ['door-locked-down', { door: 'door-locked-down', record: { role: 'host', blocked: false } }, open],
    ['door-interlocked', { door: 'door-interlocked' }, open],
    ['door-out-of-order', { door: 'door-out-of-order' }, open],
    ['credential-kind-not-accepted', {}, { ...open, acceptedKinds: ['barcode'] }],
    ['uid-is-random', { credential: { ...card, randomUid: true } }, open],
    ['credential-blocked', { record: { role: 'visitor', blocked: true } }, open],
    ['office-closed', {}, { ...open, openingHours: never }],
    ['office-closed', { record: visitor }, { ...enrolled, openingHours: never }],
    ['credential-not-enrolled', {}, enrolled],
  ])('denies with %s', (reason, change, policy) => {
    expect(decideAccess(tap(change), policy, now)).toEqual({ outcome: 'deny', direction: 'in', reason });
  });

  test('grants an enrolled visitor where the policy is enrolled', () => {
    expect(decideAccess(tap({ record: visitor }), enrolled, now).outcome).toBe('grant');
  });

  test('lets a host in outside opening hours, but not a blocked one', () => {
    const closed = { ...enrolled, openingHours: never };
    expect(decideAccess(tap({ record: { role: 'host', blocked: false } }), closed, now).outcome).toBe('grant');
    expect(decideAccess(tap({ record: { role: 'host', blocked: true } }), closed, now)).toMatchObject({
      reason: 'credential-blocked',
    });
  });

  test('tells the first reason that holds, in the order of the rules', () => {
    const everythingWrong = tap({
      credential: { ...card, randomUid: true },
      record: { role: 'visitor', blocked: true },
    });
    const closed = { ...enrolled, openingHours: never };
    expect(decideAccess(everythingWrong, { ...closed, acceptedKinds: [] }, now)).toMatchObject({
      reason: 'credential-kind-not-accepted',
    });
    expect(decideAccess(everythingWrong, closed, now)).toMatchObject({ reason: 'uid-is-random' });
    expect(decideAccess(tap({ record: { role: 'visitor', blocked: true } }), closed, now)).toMatchObject({
      reason: 'credential-blocked',
    });
    expect(decideAccess(tap(), closed, now)).toMatchObject({ reason: 'office-closed' });
  });

  const anyRequest = fc.record({
    door: fc.constantFrom(null, 'door-blocked' as const, 'door-locked-down' as const, 'door-interlocked' as const),
    credential: fc.record({
      kind: fc.constantFrom(...CredentialKind.options),
      hash: fc.constant(card.hash),
      randomUid: fc.boolean(),
    }),
    record: fc.option(fc.record({ role: fc.constantFrom('visitor' as const, 'host' as const), blocked: fc.boolean() })),
    readerDirection: fc.constantFrom('in' as const, 'out' as const, 'both' as const),
    inside: fc.boolean(),
  });
  const anyPolicy = fc.record({
    who: fc.constantFrom('open' as const, 'enrolled' as const),
    acceptedKinds: fc.subarray([...CredentialKind.options]),
    openingHours: fc.constantFrom(always, never),
  });

  test('never denies the way out, and never releases the strike there', () => {
    fc.assert(
      fc.property(anyRequest, anyPolicy, (request, policy) => {
        const decision = decideAccess({ ...request, readerDirection: 'out' }, policy, now);
        expect(decision).toEqual({ outcome: 'grant', direction: 'out', releaseStrike: false });
      }),
    );
  });

  test('never releases the strike of a door that takes no access, nor for a blocked, a random or, outside hours, a visitor’s credential', () => {
    fc.assert(
      fc.property(anyRequest, anyPolicy, (request, policy) => {
        const decision = decideAccess(request, policy, now);
        const released = decision.outcome === 'grant' && decision.releaseStrike;
        const closedToIt = !policy.openingHours.stateAt().open && request.record?.role !== 'host';
        const unknown = policy.who === 'enrolled' && request.record === null;
        if (request.door !== null || request.credential.randomUid || request.record?.blocked || closedToIt || unknown)
          expect(released).toBe(false);
      }),
    );
  });

  test('is a function of its arguments: the same ones give the same decision (I3)', () => {
    fc.assert(
      fc.property(anyRequest, anyPolicy, (request, policy) => {
        expect(decideAccess(request, policy, now)).toEqual(decideAccess(structuredClone(request), policy, now));
      }),
    );
  });

  test('knows each reason that the catalogue of reasons holds', () => {
    expect(DenyReason.options).toHaveLength(10);
  });
});
