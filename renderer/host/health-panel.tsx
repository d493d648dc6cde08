import { useState } from 'react';
import type { Snapshot } from '../../device/contract/api.ts';
import type { HostBox } from '../../device/contract/box-facts.ts';
import type { PartStatus } from '../../device/contract/status.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { isMessageId } from '../i18n/catalogue.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { type Text, useText } from '../i18n/use-text.ts';
import { BoxDialog, BoxRowItem } from './box-dialog.tsx';
import { isWanting, useBoxRows } from './box-rows.ts';
import { Panel } from './panel.tsx';

type Part = {
  readonly key: string;
  readonly name: string;
  readonly status: PartStatus;
  /** What is to be said beside its state. */
  readonly more: string;
  /** It works, and wants looking after. */
  readonly warned?: boolean;
};

type Props = { readonly snapshot: Snapshot; readonly box: HostBox; readonly now: EpochMs };

/**
 * Every part of the box, and how it is; of what the box knows of itself that which wants looking after, and a way to the
 * rest. What is well may stand below what has room.
 */
export function HealthPanel({ snapshot, box, now }: Props) {
  const text = useText();
  const rows = useBoxRows(box, now, snapshot.office.timeZone);
  const parts = useParts(snapshot, box, now);
  const [isOpen, setOpen] = useState(false);
  return (
    <Panel className="health" title={text('host.health.title')}>
      <div className="parts">
        <ul>
          {parts.filter(isTroubled).map((part) => (
            <PartItem key={part.key} part={part} />
          ))}
          {rows.filter(isWanting).map((row) => (
            <BoxRowItem key={row.key} row={row} />
          ))}
          {parts
            .filter((part) => !isTroubled(part))
            .map((part) => (
              <PartItem key={part.key} part={part} />
            ))}
          <li className="way">
            <button type="button" className="button" onClick={() => setOpen(true)}>
              {text('host.box.open')}
            </button>
          </li>
        </ul>
      </div>
      {isOpen && <BoxDialog rows={rows} onDone={() => setOpen(false)} />}
    </Panel>
  );
}

function isTroubled({ status: { state, faultCode, warningCode }, warned }: Part): boolean {
  return state === 'faulted' || faultCode !== undefined || warningCode !== undefined || warned === true;
}

function PartItem({ part: { name, status, more, warned } }: { readonly part: Part }) {
  const text = useText();
  return (
    <li>
      <span className={`lamp ${status.warningCode || warned ? 'warned' : status.state}`} />
      <strong>{name}</strong>
      <span>{text(`host.health.state.${status.state}`)}</span>
      <Detail>{[...conditionOf(status, text), more]}</Detail>
    </li>
  );
}

function Detail({ children }: { readonly children: readonly (string | undefined)[] }) {
  const said = children.filter(Boolean);
  return said.length === 0 ? null : <span className="detail">{said.join(' · ')}</span>;
}

/** What is the matter with it; what it is, where nothing is. */
function conditionOf({ faultCode, warningCode, detail }: PartStatus, text: Text): readonly (string | undefined)[] {
  const codes = [faultCode, warningCode].filter((code) => code !== undefined);
  return codes.length === 0 ? [detail] : codes.map((code) => sentence(code, text));
}

/** For the host, with the code for whoever is called. */
function sentence(code: string, text: Text): string {
  const id = `host.health.code.${code}`;
  return isMessageId(id) ? `${text(id)} (${code})` : code;
}

function useParts(
  { readers, doors, library, log, broker, sound, office }: Snapshot,
  { fireInput, heardAtMs }: HostBox,
  now: EpochMs,
): readonly Part[] {
  const text = useText();
  const { past } = useMoments(office.timeZone);
  const lastCard = (at: number | undefined) =>
    at === undefined ? '' : text('host.box.last-card', { date: past(at, now) });
  return [
    ...readers.map((reader) => ({
      key: `reader-${reader.id}`,
      name: text('host.health.reader', { id: reader.id }),
      status: reader,
      more: lastCard(heardAtMs[reader.id]),
    })),
    ...doorParts(doors, text),
    ...(fireInput === null
      ? []
      : [{ key: 'fire-input', name: text('host.health.fire-input'), status: fireInput, more: '' }]),
    ...(library === null ? [] : [{ key: 'library', name: text('host.health.library'), status: library, more: '' }]),
    {
      key: 'log',
      name: text('host.health.log'),
      status: log,
      more: log.pending === 0 ? '' : text('host.health.log-pending', { count: log.pending }),
    },
    {
      key: 'broker',
      name: text('host.health.broker'),
      status: broker,
      more: broker.queued === 0 ? '' : text('host.health.broker-queued', { count: broker.queued }),
    },
    // What speaks is told of only where it should and does not.
    ...[
      { key: 'speech', name: text('host.health.speech'), status: sound.speech, more: '' },
      ...(sound.headphones === null
        ? []
        : [{ key: 'headphones', name: text('host.health.headphones'), status: sound.headphones, more: '' }]),
    ].filter(({ status }) => status.state === 'faulted'),
  ];
}

/** What is well at a door is told of its strike alone. */
function doorParts(doors: Snapshot['doors'], text: Text): readonly Part[] {
  return [
    ...doors.map(({ id, name, strike }) => ({
      key: `strike-${id}`,
      name: text('host.health.strike', { door: name }),
      status: strike,
      more: '',
    })),
    ...doors.flatMap(({ id, name, contact, rex }) =>
      [
        { key: `contact-${id}`, name: text('host.health.contact', { door: name }), status: contact, more: '' },
        { key: `rex-${id}`, name: text('host.health.rex', { door: name }), status: rex, more: '' },
      ].filter(({ status }) => status.state === 'faulted'),
    ),
    ...doors.flatMap(({ id, name, tamper }) =>
      tamper === null || (tamper.state !== 'faulted' && !tamper.tampered)
        ? []
        : [
            {
              key: `tamper-${id}`,
              name: text('host.health.tamper', { door: name }),
              status: tamper,
              more: tamper.tampered ? text('host.health.tampered') : '',
              warned: tamper.state === 'ready',
            },
          ],
    ),
  ];
}
