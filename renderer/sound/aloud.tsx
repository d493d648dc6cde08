import { type EffectCallback, type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Snapshot } from '../../device/contract/api.ts';
import { type SpeechCommand, SpeechLanguage } from '../../device/contract/sound.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import type { Catalogues } from '../i18n/catalogues.ts';
import { intlOf } from '../i18n/intl-of.ts';
import type { LanguageCode } from '../i18n/language-forms.ts';
import { readAloud, type Spoken } from '../i18n/read-aloud.ts';
import type { Screen } from '../kiosk/choose-screen.ts';
import { screenKey } from '../kiosk/screen-key.ts';
import { GONE_AFTER_MS } from '../live/use-visitor-gone.ts';
import { ListeningContext } from './listening.ts';
import type { Speaker } from './speaker.ts';
import { speakers } from './speakers.ts';
import { useListenKey } from './use-listen-key.ts';
import { utterances } from './utterances.ts';

/** Whoever plugs in hears where they are after so long at the most. */
const REPEATED_EVERY_MS = 20_000;

/** Until it is known whether anybody is there. */
const IDLE_WAITS_MS = GONE_AFTER_MS + 500;

type Shown = {
  readonly catalogues: Catalogues;
  readonly screen: Screen;
  readonly snapshot: Snapshot | null;
  readonly now: EpochMs | null;
  readonly language: LanguageCode;
  /** Somebody wants to hear what the screens say. */
  readonly listening: boolean;
};

type Props = Shown & { readonly onListen: (listening: boolean) => void; readonly children: ReactNode };

/** Says the screens that are shown in it: on the headphones each, in the room while somebody listens. */
export function Aloud(props: Props) {
  const { screen, language, listening, children } = props;
  const latest = useRef(props);
  latest.current = props;
  /** What parts of the screen have added. */
  const told = useRef(new Set<string>());
  const idleComes = useRef<ReturnType<typeof setTimeout>>(undefined);
  const available = canBeSaid(props);

  const key = `${screenKey(screen)} ${language}`;
  const begin = useCallback(() => {
    if (latest.current.screen.kind !== 'idle') return sayScreen(latest.current, told.current);
    // It comes by itself when what somebody was told has left: they shall hear the end of it, and may then have gone.
    const say = () => {
      for (const speaker of hearers(latest.current)) speaker.add(wordsOf(latest.current, told.current));
    };
    idleComes.current = setTimeout(say, IDLE_WAITS_MS);
    return () => clearTimeout(idleComes.current);
  }, []);

  const toggle = useCallback(() => {
    const shown = latest.current;
    clearTimeout(idleComes.current);
    speakers.room.say(shown.listening ? [] : wordsOf(shown, told.current));
    if (hearers(shown).includes(speakers.headphones)) speakers.headphones.say(wordsOf(shown, told.current));
    shown.onListen(!shown.listening);
  }, []);
  const tell = useCallback((text: string) => {
    told.current.add(text);
    for (const speaker of hearers(latest.current)) speaker.add(spokenIn(latest.current.language, [{ text }]));
    return () => void told.current.delete(text);
  }, []);
  const plugged = hearers(props).includes(speakers.headphones);
  useEffect(() => {
    if (!plugged) return;
    const repeat = () => {
      if (speakers.headphones.isSilent) speakers.headphones.say(wordsOf(latest.current, told.current));
    };
    const timer = setInterval(repeat, REPEATED_EVERY_MS);
    return () => clearInterval(timer);
  }, [plugged]);
  useListenKey(available ? toggle : null);
  const value = useMemo(() => ({ available, on: listening, toggle, tell }), [available, listening, toggle, tell]);
  return (
    <ListeningContext value={value}>
      {children}
      <Saying key={key} begin={begin} />
    </ListeningContext>
  );
}

/** Begins to say a screen once its parts are there: one for each screen, not for each figure on it. */
function Saying({ begin }: { readonly begin: EffectCallback }) {
  useEffect(begin, [begin]);
  return null;
}

/** Speech that failed may well come the next time. */
function canBeSaid({ screen, snapshot, language }: Shown): boolean {
  const state = snapshot?.sound.speech.state;
  return (
    SpeechLanguage.safeParse(language).success && (state === 'ready' || state === 'faulted') && screen.kind !== 'host'
  );
}

/** To whoever is to hear it, in place of the one before; nobody goes on hearing that one. */
function sayScreen(shown: Shown, told: ReadonlySet<string>): void {
  const heard = hearers(shown);
  for (const speaker of [speakers.room, speakers.headphones])
    speaker.say(heard.includes(speaker) ? wordsOf(shown, told) : []);
}

function hearers(shown: Shown): readonly Speaker[] {
  if (!canBeSaid(shown)) return [];
  const plugged = shown.snapshot !== null && shown.snapshot.sound.headphones !== null;
  return [...(shown.listening ? [speakers.room] : []), ...(plugged ? [speakers.headphones] : [])];
}

function wordsOf({ catalogues, screen, now, language }: Shown, told: ReadonlySet<string>): readonly SpeechCommand[] {
  const intl = intlOf(catalogues, language);
  if (intl === null) return [];
  const parts = [...told].map((text) => ({ text }));
  return spokenIn(language, [...readAloud(screen, now, intl), ...parts]);
}

function spokenIn(language: LanguageCode, spoken: readonly Spoken[]): readonly SpeechCommand[] {
  const speech = SpeechLanguage.safeParse(language);
  return speech.success ? utterances(speech.data, spoken) : [];
}
