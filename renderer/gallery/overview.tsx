import { languageForms } from '../i18n/language-forms.ts';
import { type GalleryAddress, galleryLanguages, hashOf, panelSizes, themes } from './address.ts';
import { galleryStates } from './states.ts';

/** All screens, each in a frame of its own, with what there is to choose from. */
export function Overview({ address }: { readonly address: GalleryAddress }) {
  const [width, height] = address.size.split('x');
  const link = (text: string, change: Partial<GalleryAddress>) => (
    <a key={text} href={hashOf({ ...address, name: 'all', ...change })}>
      {text}
    </a>
  );
  return (
    <div className="gallery">
      <nav>
        {galleryLanguages.map((code) =>
          link(code === 'pseudo' ? 'Pseudo' : languageForms[code].autonym, { language: code }),
        )}
        {themes.map((theme) => link(theme, { theme }))}
        {panelSizes.map((size) => link(size, { size }))}
      </nav>
      {Object.keys(galleryStates).map((name) => {
        const hash = hashOf({ ...address, name });
        return (
          <figure key={hash}>
            <iframe title={name} src={hash} loading="lazy" width={width} height={height} />
            <figcaption>{name}</figcaption>
          </figure>
        );
      })}
    </div>
  );
}
