import type { SpeechCommand, SpeechLanguage } from '../../device/contract/sound.ts';
import type { Spoken } from '../i18n/read-aloud.ts';

/** Of one request; the contract's limit. */
const MOST_CHARACTERS = 400;

/** Sentences as the voice is given them: as many at a time as it takes, each with a pause after it. */
export function utterances(language: SpeechLanguage, spoken: readonly Spoken[]): readonly SpeechCommand[] {
  const all: SpeechCommand[] = [];
  for (const { text, inSwedish = false } of spoken) {
    const own = inSwedish ? 'sv' : language;
    for (const piece of pieces(ended(text))) {
      const last = all.at(-1);
      const joined = last?.language === own ? `${last.text} ${piece}` : piece;
      if (last?.language === own && joined.length <= MOST_CHARACTERS) all[all.length - 1] = { ...last, text: joined };
      else all.push({ language: own, text: piece });
    }
  }
  return all;
}

/** Without a full stop the voice would run on into the next sentence. */
function ended(text: string): string {
  return /[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

/** What somebody has written may be longer: it is parted between words. */
function pieces(text: string): readonly string[] {
  return text.match(new RegExp(`.{1,${MOST_CHARACTERS}}(?=\\s|$)`, 'gs'))?.map((piece) => piece.trim()) ?? [];
}
