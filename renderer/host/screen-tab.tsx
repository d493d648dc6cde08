import type { HostView, Snapshot } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { AnnouncementPanel } from './announcement-panel.tsx';
import { SkillsPanel } from './skills-panel.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = {
  readonly snapshot: Snapshot;
  readonly host: HostView;
  readonly now: EpochMs;
  readonly run: RunCommand;
};

/** What the idle screen tells, as far as a host has a say in it. */
export function ScreenTab({ snapshot: { hostAnnouncement, office, skills }, host, now, run }: Props) {
  return (
    <>
      <AnnouncementPanel told={hostAnnouncement} timeZone={office.timeZone} now={now} run={run} />
      <SkillsPanel board={skills} offers={host.skills} run={run} />
    </>
  );
}
