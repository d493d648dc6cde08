import '../without-eval.ts';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { monotonicMs } from '../../device/contract/units.ts';
import { App } from '../app.tsx';
import { allCatalogues } from '../i18n/catalogues.ts';
import { KioskStore } from '../live/kiosk-store.ts';
import '../styles/kiosk-page.ts';
import '../styles/gallery.css';
import { addressOf, type GalleryAddress } from './address.ts';
import type { GalleryState } from './gallery-state.ts';
import { Overview } from './overview.tsx';
import { answering, pressAll } from './played.ts';
import { pseudoCatalogue } from './pseudo-locale.ts';
import { galleryStates } from './states.ts';

/** A screen on which no time passes, in the colours that are asked for. */
function storeOf({ snapshot, after, agoS = 0 }: GalleryState, theme: GalleryAddress['theme']): KioskStore {
  let at = monotonicMs(-agoS * 1_000);
  const store = new KioskStore(() => at);
  if (snapshot !== null)
    store.dispatch({ type: 'snapshot', snapshot: { ...snapshot, office: { ...snapshot.office, theme } } });
  if (after !== undefined) store.dispatch(after);
  at = monotonicMs(0);
  if (agoS > 0) store.dispatch({ type: 'ping' });
  return store;
}

const catalogues = await allCatalogues();
const pseudo = { sv: pseudoCatalogue() };

function Gallery({ address }: { readonly address: GalleryAddress }) {
  const state = galleryStates[address.name];
  if (state === undefined) return <Overview address={address} />;
  const { language, theme } = address;
  return (
    <App
      key={location.hash}
      store={storeOf(state, theme)}
      catalogues={language === 'pseudo' ? pseudo : catalogues}
      firstLanguage={language === 'pseudo' ? 'sv' : language}
    />
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
const drawing = createRoot(root);
const draw = async () => {
  const address = addressOf(location.hash);
  const { answers = {}, presses = [] } = galleryStates[address.name] ?? {};
  window.fetch = answering(answers);
  flushSync(() => drawing.render(<Gallery address={address} />));
  await pressAll(presses);
  document.documentElement.dataset.gallery = decodeURIComponent(location.hash);
};
addEventListener('hashchange', () => void draw());
await draw();
