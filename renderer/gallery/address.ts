import { type LanguageCode, languageCodes } from '../i18n/language-forms.ts';

/** Which screen the gallery shows, and how. */
export type GalleryAddress = {
  /** A state's name; any other: all of them, small. */
  readonly name: string;
  /** `pseudo`: Swedish that cannot be mistaken for Swedish. */
  readonly language: LanguageCode | 'pseudo';
  readonly theme: 'light' | 'dark';
  /** CSS pixels, of the screens where all are shown. */
  readonly size: (typeof panelSizes)[number];
};

export const galleryLanguages = [...languageCodes, 'pseudo'] as const;
export const themes = ['light', 'dark'] as const;
/** The two panels that the screen is drawn for. */
export const panelSizes = ['800x480', '1280x800'] as const;

/** `#idle.closed/fi/dark`, `#all/ar/light/1280x800`; what is left out or unknown is the first there is. */
export function addressOf(hash: string): GalleryAddress {
  const [name = '', ...rest] = decodeURIComponent(hash.replace(/^#/, '')).split('/');
  const one = <T extends string>(choices: readonly [T, ...T[]]) =>
    choices.find((each) => rest.includes(each)) ?? choices[0];
  return {
    name,
    language: galleryLanguages.find((code) => rest.includes(code)) ?? 'sv',
    theme: one(themes),
    size: one(panelSizes),
  };
}

export function hashOf({ name, language, theme, size }: GalleryAddress): string {
  return `#${name}/${language}/${theme}/${size}`;
}
