import type { ReactNode } from 'react';
import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { type BoardWords, useBoardText } from '../../i18n/use-board-text.ts';

type Props = { readonly office: OfficeRow; readonly dayMs: number };

/** What is told of an office in one line each. */
export function Facts({ office, dayMs }: Props) {
  const words = useBoardText();
  const { text, moment } = words;
  const { online, onlineSinceMs, occupancy, health, heardAtMs, log, missing } = office;
  const unknown = text('board.unknown');
  const contact = text(`board.contact.${online === null ? 'unheard' : online ? 'online' : 'offline'}`);
  const since = onlineSinceMs === null ? '' : text('board.since', { since: moment(onlineSinceMs, dayMs) });
  const areas = occupancy?.areas ?? [];
  return (
    <dl className="facts">
      <Fact name={text('board.details.operator')}>{office.operator}</Fact>
      <Fact name={text('board.column.contact')}>{`${contact} ${since}`}</Fact>
      <Fact name={text('board.column.heard')}>{moment(heardAtMs, dayMs)}</Fact>
      <Fact name={text('board.column.inside')}>{insideOf(office, words)}</Fact>
      <Fact name={text('board.details.quality')}>
        {occupancy ? text(`board.quality.${occupancy.quality}`) : unknown}
      </Fact>
      {areas.length > 0 && (
        <Fact name={text('board.details.areas')}>
          {areas.map(({ area, present }) => `${area}: ${present ?? unknown}`).join(' · ')}
        </Fact>
      )}
      <Fact name={text('board.column.log')}>
        {missing === 0
          ? text(`board.log.${log}`)
          : `${text(`board.log.${log}`)} · ${text('board.log.missing', { count: missing })}`}
      </Fact>
      <Fact name={text('board.details.clock')}>{clockOf(health, words)}</Fact>
      <Fact name={text('board.details.version')}>{health?.version ?? unknown}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function insideOf({ occupancy }: OfficeRow, { text, figure }: BoardWords): string {
  if (occupancy === null || occupancy.present === null) return text('board.unknown');
  return `${figure(occupancy.present)} ${text('board.inside.of', { seats: figure(occupancy.seats) })}`;
}

function clockOf(health: OfficeRow['health'], { text }: BoardWords): string {
  if (health === null || health.clockSynchronised === null) return text('board.unknown');
  return text(health.clockSynchronised ? 'board.details.clock.set' : 'board.details.clock.not-set');
}
