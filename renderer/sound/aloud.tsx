import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import type { Snapshot } from '../../device/contract/api.ts';
import { type SpeechCommand, SpeechLanguage } from '../../device/contract/sound.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { intlOf } from '../i18n/intl-of.ts';
import type { LanguageCode } from '../i18n/language-forms.ts';
import { readAloud } from '../i18n/read-aloud.ts';
import type { Screen } from '../kiosk/choose-screen.ts';
import { screenKey } from '../kiosk/screen-key.ts';
import { ListeningContext } from './listening.ts';
import { speakers } from './speakers.ts';
import { useListenKey } from './use-listen-key.ts';
import { utterances } from './utterances.ts';

type Props = {
  readonly screen: Screen;
  readonly snapshot: Snapshot | null;
  readonly now: EpochMs | null;
  readonly language: LanguageCode;
  /** Somebody wants to hear what the screens say. */
  readonly listening: boolean;
  readonly onListen: (listening: boolean) => void;
  readonly children: ReactNode;
};

/** Says the screens that are shown in it: on the headphones each, in the room while somebody listens. */
export function Aloud({ screen, snapshot, now, language, listening, onListen, children }: Props) {
  const told = useRef(new Set<string>());
  const speech = SpeechLanguage.safeParse(language);
  const state = snapshot?.sound.speech.state;
  const available = speech.success && (state === 'ready' || state === 'faulted') && screen.kind !== 'host';
  const plugged = available && snapshot !== null && snapshot.sound.headphones !== null;
  const heard = [...(available && listening ? [speakers.room] : []), ...(plugged ? [speakers.headphones] : [])];
  const spokenIn = (texts: readonly { readonly text: string }[]): readonly SpeechCommand[] =>
    speech.success ? utterances(speech.data, texts) : [];
  const wholeScreen = () =>
    spokenIn([...readAloud(screen, now, intlOf(language)), ...[...told.current].map((text) => ({ text }))]);

  const key = `${screenKey(screen)} ${language}`;
  const screenCame = useEffectEvent(() => {
    // It comes by itself, when what somebody was told has left: they shall hear the end of it.
    const waits = screen.kind === 'idle';
    for (const speaker of [speakers.room, speakers.headphones]) {
      const words = heard.includes(speaker) ? wholeScreen() : [];
      if (waits) speaker.add(words);
      else speaker.say(words);
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each screen, not for each figure on it.
  useEffect(() => screenCame(), [key]);

  const toggle = useEffectEvent(() => {
    speakers.room.say(listening ? [] : wholeScreen());
    onListen(!listening);
  });
  const partCame = useEffectEvent((text: string) => {
    for (const speaker of heard) speaker.add(spokenIn([{ text }]));
  });
  const tell = useCallback((text: string) => {
    told.current.add(text);
    partCame(text);
    return () => void told.current.delete(text);
  }, []);
  useListenKey(available ? toggle : null);
  const value = useMemo(() => ({ available, on: listening, toggle, tell }), [available, listening, tell]);
  return <ListeningContext value={value}>{children}</ListeningContext>;
}
