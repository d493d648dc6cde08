import type { MusterCounts } from '../../contract/feed/commands.ts';
import type { MusterBook } from '../../domain/muster.ts';
import { CardRegistry } from '../card-registry.ts';
import type { ControllerParts } from '../controller-parts.ts';
import type { Doors } from '../doors.ts';
import type { LogKeeper } from '../log-keeper.ts';
import type { OccupancyTeller } from '../occupancy-teller.ts';
import type { PolicyDesk } from '../policy-desk.ts';
import { CommandDesk } from './command-desk.ts';
import { CommandEffects } from './command-effects.ts';
import { DoorCommands } from './door-commands.ts';
import { NumbersBook } from './numbers-book.ts';

type Around = {
  readonly parts: ControllerParts;
  readonly keeper: LogKeeper;
  readonly doors: Doors;
  readonly policies: PolicyDesk;
  readonly occupancy: Pick<OccupancyTeller, 'body'>;
  readonly muster: Pick<MusterBook, 'section'>;
};

export function createCommandDesk({ parts, keeper, doors, policies, occupancy, muster }: Around): CommandDesk {
  const { config, clock, journal, seal, directory, pinHasher, commandReader, usedNumbers, clockSynchronised } = parts;
  const numbers = new NumbersBook(usedNumbers);
  const effects = new CommandEffects({
    ...{ policies, keeper, numbers, clock },
    doors: new DoorCommands(doors, keeper, clock),
    registry: new CardRegistry({ directory, keeper, hasher: pinHasher }),
    muster: () => countsOf(occupancy, muster),
  });
  return new CommandDesk({
    ...{ office: config.office, effects, numbers, keeper, seal, clock, journal },
    read: commandReader,
    clockIsRight: () => clockSynchronised() === true,
  });
}

/** How many, and nobody. */
function countsOf(occupancy: Around['occupancy'], muster: Around['muster']): MusterCounts {
  const { present, quality, areas } = occupancy.body();
  const section = muster.section();
  const list = section && {
    ...{ drill: section.drill, listed: section.listed, safe: section.safe },
    startedAt: new Date(section.startedAtMs).toISOString(),
  };
  return { present, quality, areas, list };
}
