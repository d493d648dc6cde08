import '../without-eval.ts';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { monotonicMs } from '../../device/contract/units.ts';
import { App } from '../app.tsx';
import { type LanguageCode, languageCodes, languageForms } from '../i18n/language-forms.ts';
import { KioskStore } from '../live/kiosk-store.ts';
import '../styles/kiosk-page.ts';
import '../styles/gallery.css';
import { type GalleryState, galleryStates } from './states.ts';

/** `#idle.closed/fi`: one screen, as the kiosk shows it; without it, all of them in one language. */
function shown(): { readonly name: string; readonly language: LanguageCode } {
  const [name = '', code] = decodeURIComponent(location.hash.slice(1)).split('/');
  return { name, language: languageCodes.find((each) => each === code) ?? 'sv' };
}

/** A screen on which no time passes. */
function storeOf({ snapshot, after }: GalleryState): KioskStore {
  const store = new KioskStore(() => monotonicMs(0));
  if (snapshot !== null) store.dispatch({ type: 'snapshot', snapshot });
  if (after !== undefined) store.dispatch(after);
  return store;
}

function Gallery() {
  const { name, language } = shown();
  const state = galleryStates[name];
  if (state !== undefined) return <App key={location.hash} store={storeOf(state)} firstLanguage={language} />;
  return (
    <div className="gallery">
      <nav>
        {languageCodes.map((code) => (
          <a key={code} href={`#all/${code}`} lang={languageForms[code].tag}>
            {languageForms[code].autonym}
          </a>
        ))}
      </nav>
      {Object.keys(galleryStates).map((each) => (
        <figure key={`${each}/${language}`}>
          <iframe title={each} src={`#${each}/${language}`} loading="lazy" width="800" height="480" />
          <figcaption>{each}</figcaption>
        </figure>
      ))}
    </div>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
const drawing = createRoot(root);
const draw = () => {
  flushSync(() => drawing.render(<Gallery />));
  document.documentElement.dataset.gallery = decodeURIComponent(location.hash);
};
addEventListener('hashchange', draw);
draw();
