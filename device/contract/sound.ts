import { z } from 'zod';
import { meta } from './meta.ts';
import { OpeningHoursText } from './policy.ts';
import { PartStatus } from './status.ts';

/** What can be said aloud, by the codes of the screen's languages. Arabic is not: its voice needs vowel signs. */
export const SpeechLanguage = z.enum(['sv', 'sv-latt', 'en', 'fi']);
export type SpeechLanguage = z.infer<typeof SpeechLanguage>;

/** In per cent of what the loudspeaker gives. */
export const Volume = z.int().min(0).max(100);

export const SoundConfig = z
  .strictObject({
    volume: Volume.default(70).meta(meta('Volume', 'Of tones and speech, in per cent.')),
    quiet: z
      .array(
        z.strictObject({
          hours: OpeningHoursText,
          volume: Volume.meta(meta('Volume', 'In these hours, in per cent.')),
        }),
      )
      .max(20)
      .default([])
      .meta(meta('Quieter hours', 'The first whose hours it is gives the volume, by the office’s wall clock.')),
    announcements: z
      .array(SpeechLanguage)
      .max(4)
      .default(['sv', 'en'])
      .meta(meta('Announcements', 'In which languages everybody inside is told that it closes, in this order.')),
    headphones: z
      .string()
      .regex(/^[\w:,.=/-]{1,80}$/, 'an ALSA device, as aplay -L lists them')
      .optional()
      .meta(meta('Headphones', 'ALSA device of a socket of its own, on which every screen is spoken.')),
  })
  .prefault({});
export type SoundConfig = z.infer<typeof SoundConfig>;

/** The volume that holds now, and how what speaks is. `headphones`: null where none are named. */
export const SoundSection = z.strictObject({
  volume: Volume,
  announcements: z.array(SpeechLanguage),
  speech: PartStatus,
  headphones: PartStatus.nullable(),
});
export type SoundSection = z.infer<typeof SoundSection>;

/** POST /api/kiosk/speech, answered with audio/wav; POST /api/kiosk/headphones, answered once it was heard. */
export const SpeechCommand = z.strictObject({ language: SpeechLanguage, text: z.string().trim().min(1).max(400) });
export type SpeechCommand = z.infer<typeof SpeechCommand>;
