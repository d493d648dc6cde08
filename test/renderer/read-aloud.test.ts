import { describe, expect, test } from 'vitest';
import { DenyReason } from '../../device/contract/access.ts';
import type { Snapshot } from '../../device/contract/api.ts';
import { DoorId } from '../../device/contract/ids.ts';
import { SpeechCommand, SpeechLanguage } from '../../device/contract/sound.ts';
import { epochMs, monotonicMs } from '../../device/contract/units.ts';
import { hostViewWith, occupancyWith, snapshotWith } from '../../renderer/gallery/canned-snapshot.ts';
import { galleryStates } from '../../renderer/gallery/states.ts';
import { announced } from '../../renderer/i18n/announced.ts';
import { allCatalogues } from '../../renderer/i18n/catalogues.ts';
import { intlOf } from '../../renderer/i18n/intl-of.ts';
import { readAloud } from '../../renderer/i18n/read-aloud.ts';
import { textOf } from '../../renderer/i18n/use-text.ts';
import { chooseScreen, type Screen } from '../../renderer/kiosk/choose-screen.ts';
import { KioskStore } from '../../renderer/live/kiosk-store.ts';
import { publicCall } from '../../renderer/sound/public-call.ts';
import { utterances } from '../../renderer/sound/utterances.ts';

const catalogues = await allCatalogues();

function intlIn(language: SpeechLanguage) {
  const intl = intlOf(catalogues, language);
  if (intl === null) throw new Error(`no texts in ${language}`);
  return intl;
}

const AT = epochMs(1_000_000);
const door = DoorId.parse('entrance');

function screenOf({ snapshot, after }: (typeof galleryStates)[string]): Screen {
  const store = new KioskStore(() => monotonicMs(0));
  if (snapshot !== null) store.dispatch({ type: 'snapshot', snapshot });
  if (after !== undefined) store.dispatch(after);
  return chooseScreen(store.moment().state, monotonicMs(0));
}

const shown = (change: Partial<Snapshot>) => screenOf({ snapshot: snapshotWith(change) });
const said = (screen: Screen, language: SpeechLanguage = 'sv') =>
  utterances(language, readAloud(screen, AT, intlIn(language)));
const texts = (screen: Screen) =>
  said(screen)
    .map(({ text }) => text)
    .join(' ');

describe('read aloud', () => {
  test('every screen that announces something says that, word by word', () => {
    for (const [name, state] of Object.entries(galleryStates)) {
      const screen = screenOf(state);
      if (screen.kind === 'host') continue;
      const text = textOf(intlIn('sv'));
      for (const id of announced(screen)) expect(texts(screen), name).toContain(text(id));
    }
  });

  test('every screen of a visitor has something to say, in pieces that the box takes, in each language', () => {
    for (const language of SpeechLanguage.options)
      for (const [name, state] of Object.entries(galleryStates)) {
        const screen = screenOf(state);
        if (screen.kind === 'host' || screen.kind === 'starting') continue;
        const commands = said(screen, language);
        expect(commands.length, name).toBeGreaterThan(0);
        for (const command of commands) expect(SpeechCommand.safeParse(command).success, name).toBe(true);
      }
  });

  test('a screen that a visitor has asked for tells that it has come, and what it asks for', () => {
    const told = (name: string) => announced(screenOf(galleryStates[name] ?? { snapshot: null }));
    expect(told('pending.my-visits')).toEqual(['pending.my-visits.title', 'pending.my-visits.more']);
    expect(told('first-visit')).toEqual(['first-visit.title']);
    expect(told('skills')).toEqual(['skills.title', 'skills.more']);
  });

  test('a refusal says why, and what to do', () => {
    for (const reason of DenyReason.options) {
      const lastTap = { id: 1, atMs: AT, door, outcome: 'denied', reason } as const;
      const text = textOf(intlIn('sv'));
      expect(texts(shown({ lastTap }))).toContain(`${text(`denied.${reason}.why`)} ${text(`denied.${reason}.do`)}`);
    }
  });

  test('of a PIN only that one is asked for, however many digits were typed', () => {
    for (const typed of [0, 3, 8])
      expect(texts(shown({ pinEntry: { id: 1, door, typed, untilMs: AT + 45_000 } }))).toBe('Slå din pinkod.');
  });

  test('the idle screen’s own lines are said too: the host’s, how today is, and who can help with what', () => {
    const text = texts(
      shown({
        hostAnnouncement: { text: 'Fika kl. 15', untilMs: AT + 60_000 },
        usualDay: { weekday: 2, last: 'calmer', hours: [] },
        skills: {
          choices: [{ id: 'homework', names: null }],
          offers: [{ skill: 'homework', count: 2, texts: [] }],
        },
      }),
    );
    expect(text).toContain('Fika kl. 15');
    expect(text).toContain('tisdag');
    expect(text).toContain('Läxhjälp');
  });

  test('the host’s view is silent', () => {
    expect(said(shown({ host: hostViewWith() }))).toEqual([]);
  });

  test('the idle screen says whether it is open, what room there is, and what to do', () => {
    const hours = { open: true, mode: 'staffed', changesAtMs: AT + 5 * 60_000 } as const;
    const soon = texts(shown({ hours, occupancy: occupancyWith({ present: 19 }) }));
    expect(soon).toBe(
      'Kontoret stänger om 5 minuter. 1 ledig plats. Lägg kortet eller taggen mot läsaren. När du kommer och när du går.',
    );
  });

  test('what central staff have written is said in the language that it is in', () => {
    const announcement = { texts: { sv: 'Vattnet är avstängt' }, untilMs: null };
    const [first, second] = said(shown({ announcement }), 'en');
    expect(first).toEqual({ language: 'sv', text: 'Vattnet är avstängt.' });
    expect(second).toMatchObject({ language: 'en', text: expect.stringContaining('Open') });
  });

  test('a text that is longer than the box takes is parted between words, and whole', () => {
    const long = Array.from({ length: 150 }, (_, index) => `ord${index}`).join(' ');
    const parts = utterances('sv', [{ text: long }]);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map(({ text }) => text).join(' ')).toBe(`${long}.`);
  });
});

describe('everybody inside is told', () => {
  test('fifteen and five minutes before, and at closing time, in the office’s languages in turn', () => {
    expect(publicCall(15, ['sv', 'en'], catalogues)).toEqual([
      { language: 'sv', text: 'Kontoret stänger om 15 minuter.' },
      { language: 'en', text: 'The office closes in 15 minutes.' },
    ]);
    expect(publicCall(0, ['sv'], catalogues)).toEqual([
      { language: 'sv', text: 'Kontoret är stängt. Gå ut nu. Dörren går alltid att öppna inifrån.' },
    ]);
    expect(publicCall(5, [], catalogues)).toEqual([]);
  });

  test('of a fire what the screen says', () => {
    expect(publicCall('evacuation', ['sv'], catalogues)).toEqual(said(shown({ evacuation: true })));
  });
});
