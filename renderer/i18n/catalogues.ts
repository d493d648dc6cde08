import type { Catalogue } from './catalogue.ts';
import type { LanguageCode } from './language-forms.ts';
import { sv } from './sv.ts';

/** What the page says; those that are still on their way to it are missing. */
export type Catalogues = Readonly<Record<'sv', Catalogue> & Partial<Record<LanguageCode, Catalogue>>>;

/** What is there with the page itself: Swedish. */
export const firstCatalogues: Catalogues = { sv };

/**
 * Every language; all but the first are files of their own, so that nobody waits for them to see the first. Another one
 * is a file beside these, with every key of sv.ts, and its line here and in language-forms.ts; a message that it lacks
 * does not compile. Rejects when a file of the page cannot be had.
 */
export async function allCatalogues(): Promise<Readonly<Record<LanguageCode, Catalogue>>> {
  const [svLatt, { en }, fi, ar] = await Promise.all([
    import('./sv-latt.json', { with: { type: 'json' } }),
    import('./en.ts'),
    import('./fi.json', { with: { type: 'json' } }),
    import('./ar.json', { with: { type: 'json' } }),
  ]);
  return { sv, 'sv-latt': svLatt.default, en, fi: fi.default, ar: ar.default };
}
