import { z } from 'zod';
import { Health } from '../../../device/contract/api.ts';
import { DoorTest } from '../../../device/contract/installation-test.ts';
import { ok, type Result } from '../../../device/contract/result.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { type Around, typed } from '../around.ts';
import type { BoxClient, BoxFault } from '../controller/box-client.ts';
import { type Finding, fault, unknown, warn, well } from './finding.ts';

const WATCHED_MS = 20_000;
const LOOK_EVERY_MS = 250;

type Test = {
  readonly client: BoxClient;
  readonly around: Around;
  readonly terminal: Terminal;
  readonly asks: boolean;
};

/** What is wired at the door, and so may be waited for. */
type Wired = { readonly contact: boolean; readonly exit: boolean };

/** Unlocks one door for one access time, and tells what then came at it. `asks`: whoever is there is asked what was heard. */
export async function clickDoor(
  door: string,
  { client, around, terminal, asks }: Test,
): Promise<Result<readonly Finding[], BoxFault>> {
  const path = `admin/doors/${encodeURIComponent(door)}/test`;
  const health = await client.ask('GET', 'health', Health);
  if (!health.ok) return health;
  const begun = await client.ask('POST', path, z.object({}));
  if (!begun.ok) return begun;
  const wired = wiredAt(door, health.value);
  terminal.note(`The strike of ${door} is released. Open the door, shut it, and press the exit button.`);
  const seen = await watch(() => client.ask('GET', path, DoorTest), wired, around);
  if (!seen.ok) return seen;
  const heard = asks ? await typed(around, 'Did the strike click? [y/n]') : null;
  return ok([
    strikeFinding(door, heard),
    contactFinding(door, seen.value, wired),
    exitFinding(door, seen.value, wired),
  ]);
}

function wiredAt(door: string, { doors }: Health): Wired {
  const found = doors.find(({ id }) => id === door);
  return { contact: found?.contact.state !== 'absent', exit: found?.rex.state !== 'absent' };
}

/** Until all that can come has come, or nobody does more. */
async function watch(
  look: () => Promise<Result<DoorTest, BoxFault>>,
  { contact, exit }: Wired,
  { wait }: Around,
): Promise<Result<DoorTest, BoxFault>> {
  const isAllOf = (test: DoorTest) => (!contact || opensThenCloses(test)) && (!exit || tellsExit(test));
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const seen = await look();
    if (!seen.ok || waited >= WATCHED_MS || isAllOf(seen.value)) return seen;
    await wait(LOOK_EVERY_MS);
  }
}

const opensThenCloses = ({ moves }: DoorTest) => {
  const opened = moves.findIndex(({ move }) => move === 'opened');
  return opened >= 0 && moves.slice(opened).some(({ move }) => move === 'closed');
};
const tellsExit = ({ moves }: DoorTest) => moves.some(({ move }) => move === 'exit-pressed');

function strikeFinding(door: string, heard: string | null): Finding {
  const part = `click of ${door}`;
  if (heard === null) return unknown(part, 'the strike was released for one access time; nobody was asked', null);
  return /^y/i.test(heard)
    ? well(part, 'the strike clicked')
    : fault(part, 'the strike was not heard', 'Look at the relay’s lamp, the strike’s own power, and its polarity.');
}

function contactFinding(door: string, test: DoorTest, { contact }: Wired): Finding {
  const part = `leaf of ${door}`;
  if (!contact) return well(part, 'no contact is wired');
  if (opensThenCloses(test)) return well(part, 'the contact told open, then closed');
  return test.moves.some(({ move }) => move === 'opened')
    ? warn(part, 'the contact told open, and never closed', 'Shut the door; look at the magnet’s place.')
    : warn(part, 'the contact told nothing', 'Was the door opened? Else look at the contact’s wires and form.');
}

function exitFinding(door: string, test: DoorTest, { exit }: Wired): Finding {
  const part = `exit of ${door}`;
  if (!exit) return well(part, 'no exit button is wired');
  if (tellsExit(test)) return well(part, 'the exit button told');
  return warn(part, 'the exit button told nothing', 'Was it pressed? Else look at its wires and form.');
}
