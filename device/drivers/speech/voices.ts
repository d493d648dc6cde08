import type { SpeechCommand, SpeechLanguage } from '../../contract/sound.ts';

type Voice = {
  /** eSpeak NG's name of it. */
  readonly name: string;
  readonly wordsPerMinute: number;
};

/** eSpeak NG's own 175 words a minute are too many for a room and a small loudspeaker. */
export const voices: Readonly<Record<SpeechLanguage, Voice>> = {
  sv: { name: 'sv', wordsPerMinute: 150 },
  'sv-latt': { name: 'sv', wordsPerMinute: 120 },
  en: { name: 'en-gb', wordsPerMinute: 150 },
  fi: { name: 'fi', wordsPerMinute: 150 },
};

/** What the voices would spell. */
const SPELLED_OUT: Readonly<Partial<Record<SpeechLanguage, readonly (readonly [RegExp, string])[]>>> = {
  sv: [[/\bkl\.\s?/g, 'klockan ']],
  'sv-latt': [[/\bkl\.\s?/g, 'klockan ']],
};

/** The text as it is to be given to the voice. `[[` would begin eSpeak NG's own phonemes. */
export function pronounceable({ language, text }: SpeechCommand): string {
  const plain = text.replaceAll('[[', '[').replaceAll(/\p{Cc}/gu, ' ');
  return (SPELLED_OUT[language] ?? []).reduce((said, [written, spoken]) => said.replaceAll(written, spoken), plain);
}
