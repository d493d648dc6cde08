import { z } from 'zod';
import { DoorTest } from '../../../device/contract/installation-test.ts';
import { ok, type Result } from '../../../device/contract/result.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import type { Around } from '../around.ts';
import type { BoxClient, BoxFault } from '../controller/box-client.ts';
import { type Finding, fault, unknown, warn, well } from './finding.ts';

const WATCHED_MS = 20_000;
const LOOK_EVERY_MS = 250;

/** Unlocks one door for one access time, and tells what then came at it. `asks`: whoever is there is asked what was heard. */
export async function clickDoor(
  door: string,
  { client, around, terminal, asks }: { client: BoxClient; around: Around; terminal: Terminal; asks: boolean },
): Promise<Result<readonly Finding[], BoxFault>> {
  const path = `admin/doors/${encodeURIComponent(door)}/test`;
  const begun = await client.ask('POST', path, z.object({}));
  if (!begun.ok) return begun;
  terminal.note(`The strike of ${door} is released. Open the door, shut it, and press the exit button.`);
  const seen = await watch(() => client.ask('GET', path, DoorTest), around);
  if (!seen.ok) return seen;
  const heard = asks ? await around.ask('Did the strike click? [y/n]') : null;
  return ok([strikeFinding(door, heard), ...moveFindings(door, seen.value)]);
}

/** Until all that can come has come, or nobody does more. */
async function watch(
  look: () => Promise<Result<DoorTest, BoxFault>>,
  { wait }: Around,
): Promise<Result<DoorTest, BoxFault>> {
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
const isAllOf = (test: DoorTest) => opensThenCloses(test) && tellsExit(test);

function strikeFinding(door: string, heard: string | null): Finding {
  const part = `click of ${door}`;
  if (heard === null) return unknown(part, 'the strike was released for one access time; nobody was asked', null);
  return /^y/i.test(heard)
    ? well(part, 'the strike clicked')
    : fault(part, 'the strike was not heard', 'Look at the relay’s lamp, the strike’s own power, and its polarity.');
}

function moveFindings(door: string, test: DoorTest): readonly Finding[] {
  const opened = test.moves.some(({ move }) => move === 'opened');
  const contact = opensThenCloses(test)
    ? well(`leaf of ${door}`, 'the contact told open, then closed')
    : opened
      ? warn(`leaf of ${door}`, 'the contact told open, and never closed', 'Shut the door; look at the magnet’s place.')
      : warn(
          `leaf of ${door}`,
          'the contact told nothing',
          'Was the door opened? Else look at the contact’s wires and form.',
        );
  const exit = tellsExit(test)
    ? well(`exit of ${door}`, 'the exit button told')
    : warn(`exit of ${door}`, 'the exit button told nothing', 'Was it pressed? Else look at its wires and form.');
  return [contact, exit];
}
