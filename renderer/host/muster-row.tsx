import type { OccupancySection } from '../../device/contract/api.ts';
import type { MusterEntry } from '../../device/contract/muster.ts';
import { useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { useMusterRowTexts } from './muster-row-texts.ts';
import type { RunCommand } from './use-host-command.ts';

type Props = {
  readonly row: MusterEntry;
  readonly timeZone: string;
  readonly areas: OccupancySection['areas'];
  readonly run: RunCommand;
};

/** One row of the muster list, with the button that marks it or takes the mark back. */
export function MusterRow({ row, timeZone, areas, run }: Props) {
  const text = useText();
  const { name, since, more } = useMusterRowTexts(timeZone, areas)(row);
  const missing = row.state === 'missing';
  const act = missing ? 'mark' : 'take-back';
  return (
    <li className={missing ? 'missing' : 'safe'}>
      {!missing && <span aria-hidden="true">✓</span>}
      <p>
        <strong>{name}</strong> {since}
        <br />
        {more}
      </p>
      <button
        type="button"
        className={missing ? 'button strong' : 'button quiet'}
        aria-label={text(`muster.row.${act}.label`, { row: name })}
        onClick={() => run(hostCommands.markMuster(row.entry, missing))}
      >
        {text(`muster.row.${act}`)}
      </button>
    </li>
  );
}
