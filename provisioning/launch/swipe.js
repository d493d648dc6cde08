import { ask } from './api-client.js';
import { LaunchFault, main, say } from './console.js';

const USAGE = `What? npm run swipe -- 04A1B2C3D4E5F6 [reader]
      or npm run swipe -- barcode:21234000000014 [reader]
      or npm run swipe -- qr:AKG1.… [reader]`;

/** `npm run swipe -- …`: presents a card or a code to a simulated reader and takes it away again. */
await main(async () => {
  const [what, wanted] = process.argv.slice(2);
  if (what === undefined) throw new LaunchFault(USAGE);
  const { readers } = await ask('/api/health');
  const simulated = readers.filter(({ kind }) => kind === 'simulated').map(({ id }) => id);
  const reader = wanted ?? simulated[0];
  if (reader === undefined) throw new LaunchFault('This box has no simulated reader.');
  const verbs = `/sim/readers/${encodeURIComponent(reader)}`;
  const [, kind = 'uid', text = what] = /^(barcode|qr):(.+)$/.exec(what) ?? [];
  await ask(`${verbs}/present`, { method: 'POST', body: { [kind]: text } });
  await ask(`${verbs}/remove`, { method: 'POST', body: {} });
  say(`It was presented to reader ${reader}.`);
});
