import { adminToken, ask } from './api-client.js';
import { LaunchFault, main, say } from './console.js';

/** `npm run enrol -- host|visitor`: the next card that is laid on a reader is enrolled. No number is ever typed. */
await main(async () => {
  const [role] = process.argv.slice(2);
  if (role !== 'host' && role !== 'visitor') throw new LaunchFault('As what? npm run enrol -- host, or: -- visitor');
  const headers = { authorization: `Bearer ${adminToken()}` };
  await ask('/api/admin/enrol-next', { method: 'POST', body: { role }, headers });
  say(`The next card within 30 seconds is enrolled as ${role}.`);
});
