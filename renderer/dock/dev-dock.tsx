import { useState } from 'react';
import type { PresentCommand, Snapshot } from '../../device/contract/api.ts';
import { useText } from '../i18n/use-text.ts';
import { type Answer, simulatorCommands } from '../live/commands.ts';
import { DOCK_HOST_CARD, DOCK_VISITOR_CARD, randomUid } from './demo-cards.ts';

type Parts = Pick<Snapshot, 'readers' | 'doors'>;
type Run = (command: Promise<Answer>) => void;

/** Hands at the simulated box, behind a tab at the bottom. Only shown where a simulator runs. */
export function DevDock({ snapshot }: { readonly snapshot: Parts }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState(false);
  const run: Run = (command) => void command.then(({ ok }) => setRefused(!ok));
  return (
    <aside className="dock" aria-label={text('dock.title')}>
      {open && (
        <div className="dock-panel" id="dock-panel">
          <CardVerbs snapshot={snapshot} run={run} />
          <DoorVerbs snapshot={snapshot} run={run} />
        </div>
      )}
      <button type="button" className="dock-tab" aria-expanded={open} onClick={() => setOpen(!open)}>
        {text(open ? 'dock.hide' : 'dock.show')}
      </button>
      <p role="status">{refused && text('dock.refused')}</p>
    </aside>
  );
}

function CardVerbs({ snapshot, run }: { readonly snapshot: Parts; readonly run: Run }) {
  const text = useText();
  const [uid, setUid] = useState('');
  const readers = snapshot.readers.filter(({ kind }) => kind === 'simulated');
  const { chosen, choice } = useChosen(readers, text('dock.reader'));
  if (chosen === undefined) return null;
  const present = (what: PresentCommand) => run(simulatorCommands.present(chosen.id, what));
  return (
    <div className="dock-row">
      {choice}
      <DockButton label={text('dock.tap-visitor')} onPress={() => present({ uid: DOCK_VISITOR_CARD })} />
      <DockButton label={text('dock.tap-host')} onPress={() => present({ uid: DOCK_HOST_CARD })} />
      <DockButton label={text('dock.tap-random')} onPress={() => present({ uid: randomUid() })} />
      <input
        aria-label={text('dock.uid')}
        placeholder={text('dock.uid')}
        value={uid}
        onChange={(event) => setUid(event.target.value)}
      />
      <DockButton label={text('dock.tap-uid')} onPress={() => present({ uid })} />
      <DockButton label={text('dock.remove')} onPress={() => run(simulatorCommands.remove(chosen.id))} />
    </div>
  );
}

function DoorVerbs({ snapshot, run }: { readonly snapshot: Parts; readonly run: Run }) {
  const text = useText();
  const { chosen, choice } = useChosen(snapshot.doors, text('dock.door'));
  if (chosen === undefined) return null;
  const act = (verb: 'open' | 'force' | 'close' | 'rex') => run(simulatorCommands.door(chosen.id, verb));
  return (
    <div className="dock-row">
      {choice}
      <DockButton label={text('dock.door-open')} onPress={() => act('open')} />
      <DockButton label={text('dock.door-close')} onPress={() => act('close')} />
      <DockButton label={text('dock.rex')} onPress={() => act('rex')} />
      <DockButton label={text('dock.door-force')} onPress={() => act('force')} />
      <DockButton label={text('dock.fire-on')} onPress={() => run(simulatorCommands.fire(true))} />
      <DockButton label={text('dock.fire-off')} onPress={() => run(simulatorCommands.fire(false))} />
    </div>
  );
}

function DockButton({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  return (
    <button type="button" onClick={onPress}>
      {label}
    </button>
  );
}

/** One of several parts, and a way to choose it where there is more than one. */
function useChosen<P extends { readonly id: string }>(parts: readonly P[], label: string) {
  const [id, setId] = useState<string | null>(null);
  const chosen = parts.find((part) => part.id === id) ?? parts[0];
  const choice = parts.length > 1 && (
    <select aria-label={label} value={chosen?.id} onChange={(event) => setId(event.target.value)}>
      {parts.map((part) => (
        <option key={part.id}>{part.id}</option>
      ))}
    </select>
  );
  return { chosen, choice };
}
