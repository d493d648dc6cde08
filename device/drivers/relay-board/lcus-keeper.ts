import type { Clock } from '../../ports/clock.ts';
import type { KeeperCommand } from '../keeper/messages.ts';
import { PulsedOutputs } from '../keeper/pulsed-outputs.ts';
import type { Keeper } from '../keeper/run-keeper.ts';
import type { LineMaker } from '../line-reader/credential-source.ts';
import { LcusBoard } from './lcus-board.ts';
import type { LcusMessage, LcusTask } from './lcus-messages.ts';

export type LcusKeeperParts = {
  readonly clock: Clock;
  readonly task: LcusTask;
  readonly makeLine: (board: LcusTask['boards'][number]) => LineMaker;
  readonly tell: (message: LcusMessage) => void;
};

/** Holds a box's LCUS boards, away from the controller: such a board keeps its relay closed until it is told to open. */
export class LcusKeeper implements Keeper {
  readonly #boards: readonly LcusBoard[];
  readonly #pulses: PulsedOutputs;

  constructor({ clock, task, makeLine, tell }: LcusKeeperParts) {
    this.#boards = task.boards.map(
      (spec, board) =>
        new LcusBoard({
          ...{ clock, makeLine: makeLine(spec), relays: spec.relays },
          up: () => tell({ type: 'ready', board }),
          down: (code) => tell({ type: 'lost', board, code }),
        }),
    );
    const outputs = task.boards.flatMap(({ relays }, board) =>
      Array.from({ length: relays }, (_, relay) => ({ board: this.#boards[board], relay })),
    );
    this.#pulses = new PulsedOutputs(clock, outputs.length, (output, active) => {
      const place = outputs[output];
      place?.board?.set(place.relay, active);
    });
  }

  start(): void {
    for (const board of this.#boards) board.start();
  }

  take(command: KeeperCommand): void {
    this.#pulses.take(command);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#boards.map((board) => board.stop()));
  }
}
