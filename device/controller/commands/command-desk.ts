import type { Config } from '../../contract/config.ts';
import type { CommandRefusal, CommandType, Receipt } from '../../contract/feed/commands.ts';
import { officeName } from '../../contract/feed/topics.ts';
import { type MonotonicMs, seconds } from '../../contract/units.ts';
import { refusalOf, sequenceName } from '../../domain/command-check.ts';
import type { UsedNumber } from '../../ports/access-log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CommandReader, ReadCommand } from '../../ports/command-reader.ts';
import type { Journal } from '../../ports/journal.ts';
import type { LogSeal } from '../../ports/log-seal.ts';
import type { LogKeeper } from '../log-keeper.ts';
import type { Asked } from './asked.ts';
import type { CommandEffects } from './command-effects.ts';
import type { NumbersBook } from './numbers-book.ts';

/** Whoever sends nonsense without a pause fills no disk with it: of each kind one is told in this time. */
const TOLD_EVERY = seconds(1);
/** Commands that wait while one is carried out; more are dropped. */
const MOST_WAITING = 100;

type CommandDeskParts = {
  readonly office: Config['office'];
  readonly read: CommandReader;
  readonly effects: CommandEffects;
  readonly numbers: NumbersBook;
  readonly keeper: Pick<LogKeeper, 'keepWith'>;
  readonly seal: Pick<LogSeal, 'sign'>;
  readonly clock: Clock;
  readonly clockIsRight: () => boolean;
  readonly journal: Journal;
};

/**
 * Where commands of central staff come in. Each is carried out at most once: its sequence, its receipt and what it does
 * are stored together, before a door moves. What is not well signed is not answered.
 */
export class CommandDesk {
  readonly #parts: CommandDeskParts;
  readonly #toldAt = new Map<string, MonotonicMs>();
  #waiting = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: CommandDeskParts) {
    this.#parts = parts;
  }

  /** One after the other, in the order in which they came. */
  take(payload: Uint8Array): void {
    if (this.#waiting >= MOST_WAITING) {
      this.#drop('too-many-commands');
      return;
    }
    this.#waiting += 1;
    this.#turn = this.#turn.then(async () => {
      await this.#handle(payload);
      this.#waiting -= 1;
    });
  }

  async #handle(payload: Uint8Array): Promise<void> {
    const { read, numbers, office, clock, clockIsRight } = this.#parts;
    const got = read(payload);
    if (!got.ok) return this.#drop(got.error.code, got.error.key);
    const { by, heading, command } = got.value;
    if (heading.target !== officeName({ operator: office.operator, office: office.id }))
      return this.#drop('target-wrong', by.id);
    const last = await numbers.last(sequenceName(by.id));
    // Nobody can tell whether it has been carried out already.
    if (last === null) return this.#drop('storage-failed', by.id);
    if (heading.sequence <= last) return this.#drop('command-repeated', by.id);
    numbers.note(sequenceName(by.id), heading.sequence);
    const refusal = refusalOf(heading, command, {
      rights: by.rights,
      now: clock.wallMs(),
      clockIsRight: clockIsRight(),
    });
    if (refusal !== null || command === null) return this.#refuse(got.value, refusal ?? 'command-malformed');
    const refused = await this.#parts.effects.carryOut(command, this.#asked(got.value, command.type));
    if (refused !== null) await this.#refuse(got.value, refused);
  }

  /** What is stored with whatever the command does. */
  #asked(command: ReadCommand, type: CommandType): Asked {
    const { by, heading } = command;
    return {
      by: `central:${by.id}`,
      used: [used(command)],
      done: { type: 'command-done', command: type, key: by.id, sequence: heading.sequence },
      receipt: (more = {}) => this.#receipt(command, { outcome: 'done', ...more }),
    };
  }

  async #refuse(command: ReadCommand, reason: CommandRefusal): Promise<void> {
    const { by, heading } = command;
    const event = { command: command.command?.type ?? null, key: by.id, sequence: heading.sequence, reason };
    await this.#parts.keeper.keepWith([{ type: 'command-refused', ...event }], {
      outbox: [this.#receipt(command, { outcome: 'refused', reason })],
      used: [used(command)],
    });
  }

  #receipt({ by, heading, command }: ReadCommand, more: Pick<Receipt, 'outcome' | 'reason' | 'muster'>) {
    const { seal, clock, office } = this.#parts;
    const signed = JSON.stringify({
      format: 'ak-receipt/1',
      office: officeName({ operator: office.operator, office: office.id }),
      key: by.id,
      sequence: heading.sequence,
      command: command?.type ?? null,
      at: new Date(clock.wallMs()).toISOString(),
      ...more,
    } satisfies Receipt);
    return { stream: 'receipt', body: { signed, ...seal.sign(signed) } } as const;
  }

  #drop(code: string, key?: string): void {
    const now = this.#parts.clock.monotonicMs();
    const before = this.#toldAt.get(code);
    if (before !== undefined && now - before < TOLD_EVERY) return;
    this.#toldAt.set(code, now);
    this.#parts.journal.write({ type: 'command-dropped', code, ...(key !== undefined && { key }) });
  }
}

function used({ by, heading }: ReadCommand): UsedNumber {
  return { name: sequenceName(by.id), number: heading.sequence };
}
