import type { Command } from '../../command-line/command.ts';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import { type Places, placesOf } from '../../files/places.ts';
import { Slots } from '../slots/slots.ts';
import { type State, StateFile } from '../slots/state.ts';

const options = { json: { type: 'boolean', default: false } } as const;

/** `update status`: what runs, what waits, what was taken back. */
export const statusCommand: Command = {
  name: 'update status',
  summary: 'tells which release runs, which one waits or is on trial, and which were taken back and why',
  help: `  kontoret update status [--json]

It changes nothing. It ends with 66 when no release is installed.`,
  run: (args) => status(args, placesOf('/')),
};

export function status(args: readonly string[], places: Places): Outcome {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const current = new Slots(places).current();
  if (current === null) return failed(EXIT.noInput, 'release-missing', 'No release is installed on this box.');
  const { underWay, confirmed, failed: takenBack } = new StateFile(places).read();
  const { folder, release } = current;
  return {
    exit: EXIT.done,
    lines: [
      `Release ${release.version} (${release.architecture}, schema ${release.schema}) runs from ${folder}.`,
      ...linesOf({ underWay, confirmed }),
      ...takenBack.map(({ version, at, detail, code }) => `Given up on ${at}: release ${version}. ${detail} (${code})`),
    ],
    told: { outcome: 'told', folder, ...release, underWay, confirmed, failed: takenBack },
  };
}

function linesOf({ underWay, confirmed }: Pick<State, 'underWay' | 'confirmed'>): readonly string[] {
  const waiting = underWay && `Release ${underWay.to.version} ${underWay.phase === 'trial' ? 'is on trial' : 'waits'}.`;
  const last =
    confirmed && `Confirmed on ${confirmed.at}: release ${confirmed.version}, after ${confirmed.before.version}.`;
  return [waiting, last].filter((line) => line !== null);
}
