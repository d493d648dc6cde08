import { ask } from './api-client.js';
import { LaunchFault, main, say } from './console.js';

/** `npm run swipe -- <UID> [reader]`: lays a card on a simulated reader and takes it away again. */
await main(async () => {
  const [uid, wanted] = process.argv.slice(2);
  if (uid === undefined) throw new LaunchFault('Which card? npm run swipe -- 04A1B2C3D4E5F6 [reader]');
  const { readers } = await ask('/api/health');
  const simulated = readers.filter(({ kind }) => kind === 'simulated').map(({ id }) => id);
  const reader = wanted ?? simulated[0];
  if (reader === undefined) throw new LaunchFault('This box has no simulated reader.');
  const verbs = `/sim/readers/${encodeURIComponent(reader)}`;
  await ask(`${verbs}/present`, { method: 'POST', body: { uid } });
  await ask(`${verbs}/remove`, { method: 'POST', body: {} });
  say(`The card was laid on reader ${reader}.`);
});
