import './without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { monotonicMs } from '../device/contract/units.ts';
import { App } from './app.tsx';
import { connectEvents } from './live/event-connection.ts';
import { KioskStore } from './live/kiosk-store.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/kiosk.css';
import './styles/visitor.css';
import './styles/outcome.css';
import './styles/pin.css';
import './styles/host.css';
import './styles/lamp.css';
import './styles/muster.css';
import './styles/dialog.css';
import './styles/pass.css';
import './styles/my-visits.css';
import './styles/dock.css';

/** Often enough for a countdown in whole seconds and for an outcome to leave in time. */
const TICK_MS = 250;

const store = new KioskStore(() => monotonicMs(performance.now()));
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
// A long press must not open the browser's own menu on a kiosk.
document.addEventListener('contextmenu', (event) => event.preventDefault());
createRoot(root).render(
  <StrictMode>
    <App store={store} />
  </StrictMode>,
);
setInterval(() => store.tick(), TICK_MS);
connectEvents(store);
