import './without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { monotonicMs } from '../device/contract/units.ts';
import { App } from './app.tsx';
import { allCatalogues, type Catalogues, firstCatalogues } from './i18n/catalogues.ts';
import { keepFromBrowser } from './live/browser-keys.ts';
import { post } from './live/commands.ts';
import { connectEvents } from './live/event-connection.ts';
import { beatWithFrames } from './live/heartbeat.ts';
import { KioskStore } from './live/kiosk-store.ts';
import { careForPage } from './live/page-care.ts';
import { whenBack } from './live/when-back.ts';
import './styles/kiosk-page.ts';

/** Often enough for a countdown in whole seconds and for an outcome to leave in time. */
const TICK_MS = 250;

const store = new KioskStore(() => monotonicMs(performance.now()));
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
keepFromBrowser(document);
const drawing = createRoot(root);
const draw = (catalogues: Catalogues) =>
  drawing.render(
    <StrictMode>
      <App store={store} catalogues={catalogues} />
    </StrictMode>,
  );
draw(firstCatalogues);
// A browser does not ask again for a file that it could not have.
allCatalogues().then(draw, () => whenBack(store, () => location.reload()));
setInterval(() => store.tick(), TICK_MS);
connectEvents(store);
careForPage(store);
// A page that prints makes no frames, and is not to be taken for one that hangs.
addEventListener('beforeprint', () => void post('/api/kiosk/frame', { printing: true }));
beatWithFrames({
  send: () => post('/api/kiosk/frame'),
  later: (action, delay) => void setTimeout(action, delay),
  frame: (action) => void requestAnimationFrame(action),
});
