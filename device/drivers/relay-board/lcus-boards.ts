import type { RelayBoard } from '../../contract/hardware.ts';
import type { Milliseconds } from '../../contract/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StrikeRelay } from '../../ports/door-hardware.ts';
import { KeeperLink } from '../keeper/keeper-link.ts';
import { type Condition, SourceStatus } from '../line-reader/source-status.ts';
import { LcusMessage, type LcusTask } from './lcus-messages.ts';
import { PulsedRelay } from './pulsed-relay.ts';

export type LcusBoardConfig = Extract<RelayBoard, { kind: 'lcus' }>;

export type LcusBoardsParts = {
  readonly clock: Clock;
  readonly boards: readonly LcusBoardConfig[];
  /** The module that the keeper process runs. */
  readonly entry: URL;
};

/**
 * The LCUS boards of the box, held by one keeper process. Faults of a board: those of its line, `keeper-process-dead`,
 * `keeper-process-hung`. A keeper that is started anew opens all relays with its first bytes.
 */
export class LcusBoards {
  readonly #boards: ReadonlyMap<string, KeptLcusBoard>;
  readonly #keeper: KeeperLink<LcusMessage>;

  constructor({ clock, boards, entry }: LcusBoardsParts) {
    const task: LcusTask = { boards: boards.map(({ path, baudRate, relays }) => ({ path, baudRate, relays })) };
    this.#keeper = new KeeperLink({
      ...{ clock, entry, task },
      parse: (raw) => LcusMessage.safeParse(raw).data ?? null,
      said: (message) => this.#said(message),
      lost: (faultCode) => {
        for (const board of this.#boards.values()) board.set({ state: 'faulted', faultCode });
      },
    });
    let outputs = 0;
    this.#boards = new Map(
      boards.map(({ id, relays }) => {
        const first = outputs;
        outputs += relays;
        return [id, new KeptLcusBoard(clock, relays, (relay, command) => this.#keeper.command(first + relay, command))];
      }),
    );
  }

  /** Undefined for one that is none of these. */
  board(id: string): KeptLcusBoard | undefined {
    return this.#boards.get(id);
  }

  start(): void {
    this.#keeper.start();
  }

  /** The keeper opens all relays before it ends. */
  async stop(): Promise<void> {
    await this.#keeper.stop();
  }

  #said(message: LcusMessage): void {
    this.#keeper.noteWell();
    const board = [...this.#boards.values()][message.board];
    if (message.type === 'ready') board?.set({ state: 'ready', detail: 'LCUS' });
    else board?.set({ state: 'faulted', faultCode: message.code });
  }
}

/** One board as the controller has it: its keeper holds it. */
export class KeptLcusBoard {
  readonly #status: SourceStatus;
  readonly #relays: readonly PulsedRelay[];

  /** `command` moves one relay, counted from 0. */
  constructor(
    clock: Clock,
    relays: number,
    command: (relay: number, command: { readonly closeFor: Milliseconds } | 'open') => void,
  ) {
    this.#status = new SourceStatus(clock, (status) => {
      for (const relay of this.#relays) relay.statusChanged(status);
    });
    const status = () => this.#status.now;
    this.#relays = Array.from(
      { length: relays },
      (_, relay) => new PulsedRelay({ clock, status, command: (told) => command(relay, told) }),
    );
  }

  /** Counted from 1, as printed on the board. Throws for one that the board has not. */
  relay(number: number): StrikeRelay {
    const relay = this.#relays[number - 1];
    if (relay === undefined) throw new RangeError(`the board has no relay ${number}`);
    return relay;
  }

  set(condition: Condition): void {
    this.#status.set(condition);
  }
}
