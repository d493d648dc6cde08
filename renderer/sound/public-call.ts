import type { SpeechCommand, SpeechLanguage } from '../../device/contract/sound.ts';
import type { Catalogues } from '../i18n/catalogues.ts';
import { intlOf } from '../i18n/intl-of.ts';
import { type Text, textOf } from '../i18n/use-text.ts';
import type { ClosingCall } from '../kiosk/closing.ts';
import { utterances } from './utterances.ts';

export type PublicCall = ClosingCall | 'evacuation';

/** What everybody inside is told, in these languages in turn. */
export function publicCall(
  call: PublicCall,
  languages: readonly SpeechLanguage[],
  catalogues: Catalogues,
): readonly SpeechCommand[] {
  return languages.flatMap((language) => {
    const intl = intlOf(catalogues, language);
    if (intl === null) return [];
    return utterances(
      language,
      sentences(call, textOf(intl)).map((text) => ({ text })),
    );
  });
}

function sentences(call: PublicCall, text: Text): readonly string[] {
  if (call === 'evacuation') return [text('evacuation.title'), text('evacuation.way-out')];
  if (call === 0) return [text('closing.closed'), text('closing.go-out')];
  return [text('closing.call', { minutes: call })];
}
