import { parseArgs } from 'node:util';
import { adminToken, ask } from './api-client.js';
import { LaunchFault, main, say } from './console.js';

const ROLES = ['visitor', 'host', 'staff', 'cleaner'];
const USAGE = `As what? npm run enrol -- ${ROLES.join('|')} [--label "Anna"]
The label is by what a host, staff or a cleaner is called in the log; visitors have none.`;

/** `npm run enrol -- …`: the next card that is laid on a reader is enrolled. No number is ever typed. */
await main(async () => {
  const { role, label } = asked();
  const headers = { authorization: `Bearer ${adminToken()}` };
  const body = label === undefined ? { role } : { role, label };
  await ask('/api/admin/enrol-next', { method: 'POST', body, headers });
  say(`The next card within 30 seconds is enrolled as ${role}.`);
});

function asked() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { label: { type: 'string' } } });
    const [role] = positionals;
    if (positionals.length === 1 && ROLES.includes(role)) return { role, label: values.label };
  } catch {
    // An option that there is not.
  }
  throw new LaunchFault(USAGE);
}
