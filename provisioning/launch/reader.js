import { adminToken, ask } from './api-client.js';
import { LaunchFault, main, say } from './console.js';

const USAGE = `What of which reader?
  npm run reader -- install-key <reader>                     gives an OSDP reader a key of its own
  npm run reader -- move <reader> <address> <baud rate>      tells it where it is to be found`;

/** `npm run reader -- …`: what an installer does to an OSDP reader while the box runs. */
await main(async () => {
  const [verb, reader, address, baudRate] = process.argv.slice(2);
  if (reader === undefined || (verb !== 'install-key' && verb !== 'move')) throw new LaunchFault(USAGE);
  const post = (body) =>
    ask(`/api/admin/readers/${encodeURIComponent(reader)}/${verb}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${adminToken()}` },
    });
  if (verb === 'install-key') {
    say('Set the reader to install mode now; the box waits for a minute.');
    await post({});
    say(`${reader} has a key of its own.`);
    return;
  }
  await post({ address: Number(address), baudRate: Number(baudRate) });
  say(`${reader} is found at address ${address} with ${baudRate} baud from now on.`);
  say('Write that into the config, and start the controller anew.');
});
