import { useState } from 'react';
import type { HostView, Snapshot } from '../../device/contract/api.ts';
import { useSkillName } from '../i18n/use-skill-name.ts';
import { useText } from '../i18n/use-text.ts';
import { skillsCommands } from '../live/screen-commands.ts';
import { Panel } from './panel.tsx';
import type { RunCommand } from './use-host-command.ts';

/** As many as have room at the smallest size. */
const SHOWN = 2;

type Props = {
  readonly board: Snapshot['skills'];
  readonly offers: HostView['skills'];
  readonly run: RunCommand;
};

/** What people inside have put up, what waits for a host's yes first. Whose it is nobody is told. */
export function SkillsPanel({ board, offers, run }: Props) {
  const text = useText();
  const nameOf = useSkillName(board?.choices ?? []);
  const [from, setFrom] = useState(0);
  const sorted = [...offers].sort((one, other) => Number(waits(other)) - Number(waits(one)));
  const first = from < sorted.length ? from : 0;
  const empty = board === null ? 'host.skills.off' : 'host.skills.none';
  return (
    <Panel className="host-skills" title={text('host.skills.title')}>
      {sorted.length === 0 && <p>{text(empty)}</p>}
      <ul>
        {sorted.slice(first, first + SHOWN).map((offer) => (
          <Offer key={offer.ref} offer={offer} name={nameOf(offer.skill)} run={run} />
        ))}
      </ul>
      {sorted.length > SHOWN && (
        <button type="button" className="button quiet" onClick={() => setFrom(first + SHOWN)}>
          {text('host.skills.others')}
        </button>
      )}
    </Panel>
  );
}

type Offer = HostView['skills'][number];

const waits = ({ text, approved }: Offer) => text !== null && !approved;

function Offer({ offer, name, run }: { readonly offer: Offer; readonly name: string; readonly run: RunCommand }) {
  const text = useText();
  const { ref } = offer;
  return (
    <li>
      <p>
        <strong>{name}</strong> {waits(offer) && <span className="waits">{text('host.skills.waits')}</span>}
        {offer.text !== null && <q dir="auto">{offer.text}</q>}
      </p>
      <div className="row">
        {waits(offer) && (
          <button type="button" className="button strong" onClick={() => run(skillsCommands.judge(ref, 'approve'))}>
            {text('host.skills.approve')}
          </button>
        )}
        {offer.text !== null && (
          <button type="button" className="button" onClick={() => run(skillsCommands.judge(ref, 'reject'))}>
            {text('host.skills.reject')}
          </button>
        )}
        <button type="button" className="button quiet" onClick={() => run(skillsCommands.judge(ref, 'take-down'))}>
          {text('host.skills.take-down')}
        </button>
      </div>
    </li>
  );
}
