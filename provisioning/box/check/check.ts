import { Health } from '../../../device/contract/api.ts';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { placesOf } from '../../files/places.ts';
import { type Around, typed } from '../around.ts';
import { BoxClient, exitOf } from '../controller/box-client.ts';
import { clickDoor } from './click.ts';
import { type Finding, linesOf } from './finding.ts';
import { findingsOf } from './report.ts';

export const CHECK_HELP = `kontoret box check [--click DOOR [--yes]] [--root DIR] [--json]

Says in plain words what of this box is well, and what to do where it is not: the controller and each part of the door,
the broker, the clock, the disk, keys, services and power. It changes nothing. It works while the controller is dead, too;
without being root only some of it can be told.

  --click DOOR  releases the strike of this door for one access time, as a host would, and tells for 20 s what comes:
                open it, shut it, and press the exit button. It is in the log as an installation test.
  --yes         does so without asking
  --root DIR    the box lies below this folder, not below /

It ends with 0 when nothing has to be done (warnings may be there), 1 when something has, 69 when --click reaches no box,
77 when --click is given by somebody else than root.`;

const options = {
  click: { type: 'string' },
  root: { type: 'string', default: '/' },
  yes: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** `box check`: how this box is, for whoever installs it. */
export async function check(args: readonly string[], terminal: Terminal, around: Around): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { click: door, root, yes, json } = parsed.values;
  if (door !== undefined && json && !yes)
    return failed(EXIT.usage, 'usage', '--json asks nothing: --click wants --yes beside it.');
  const places = placesOf(root);
  const client = new BoxClient(places.data);
  if (door === undefined) return reported(await findingsOf(await client.ask('GET', 'health', Health), places, around));
  const agreed =
    yes || /^yes$/i.test((await typed(around, `This unlocks ${door} now. Is somebody at it? Type yes:`)) ?? '');
  if (!agreed) return failed(EXIT.refused, 'not-agreed', 'Nothing was done: --yes, or a typed yes, unlocks the door.');
  const clicked = await clickDoor(door, { client, around, terminal, asks: !json });
  if (clicked.ok) return reported(clicked.value);
  return failed(exitOf(clicked.error), clicked.error.code, `The strike stays idle: ${clicked.error.message}`);
}

function reported(findings: readonly Finding[]): Outcome {
  const count = (sign: Finding['sign']) => findings.filter((each) => each.sign === sign).length;
  const [faults, warnings] = [count('fault'), count('warn')];
  const sum =
    faults > 0
      ? `${faults} to be put right before this door is ready.`
      : warnings > 0
        ? `Ready; ${warnings} to look after.`
        : 'Ready.';
  return {
    exit: faults > 0 ? EXIT.refused : EXIT.done,
    lines: [...linesOf(findings), '', sum],
    told: { ready: faults === 0, faults, warnings, findings },
  };
}
