import type { LoggedEvent } from '../../contract/events.ts';
import type { Command, CommandRefusal, MusterCounts, Receipt } from '../../contract/feed/commands.ts';
import { assertNever } from '../../contract/result.ts';
import { days, epochMs } from '../../contract/units.ts';
import { versionName } from '../../domain/command-check.ts';
import { holdsPersonalNumber } from '../../domain/personal-number.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CardRegistry } from '../card-registry.ts';
import type { LogKeeper } from '../log-keeper.ts';
import type { PolicyDesk } from '../policy-desk.ts';
import type { Asked } from './asked.ts';
import type { DoorCommands } from './door-commands.ts';
import type { NumbersBook } from './numbers-book.ts';

type EffectParts = {
  readonly doors: DoorCommands;
  readonly registry: Pick<CardRegistry, 'blockAll'>;
  readonly policies: Pick<PolicyDesk, 'replace'>;
  readonly keeper: LogKeeper;
  readonly numbers: NumbersBook;
  readonly muster: () => MusterCounts;
  readonly clock: Clock;
};

type Refused = Promise<CommandRefusal | null>;
type CommandOf<T extends Command['type']> = Extract<Command, { readonly type: T }>;

/** Longer ahead nobody knows what is to be announced. */
const LONGEST_ANNOUNCEMENT = days(366);

/** What each command does; null when it is done and stored. */
export class CommandEffects {
  readonly #parts: EffectParts;

  constructor(parts: EffectParts) {
    this.#parts = parts;
  }

  carryOut(command: Command, asked: Asked): Refused {
    switch (command.type) {
      case 'open-once':
      case 'hold-open':
      case 'lock-down':
      case 'end-lock-down':
        return this.#parts.doors.carryOut(command, asked);
      case 'block-credentials':
      case 'unblock-credentials':
        return this.#block(command, asked);
      case 'replace-policy':
        return this.#replacePolicy(command, asked);
      case 'announce':
        return this.#announce(command, asked);
      case 'request-muster':
        return this.#keep([], asked, { muster: this.#parts.muster() });
      case 'set-count': {
        const { present, reason } = command;
        return this.#keep([{ type: 'occupancy-corrected', present, reason, by: asked.by }], asked);
      }
      default:
        return assertNever(command);
    }
  }

  async #block(command: CommandOf<'block-credentials' | 'unblock-credentials'>, asked: Asked): Refused {
    const { numbers, registry } = this.#parts;
    const { type, version, credentials } = command;
    const name = versionName(type) ?? type;
    const last = await numbers.last(name);
    if (last === null) return 'storage-failed';
    if (version <= last) return 'version-not-newer';
    const why = type === 'block-credentials' ? command.why : null;
    if (why !== null && holdsPersonalNumber(why)) return 'personal-number';
    const used = [...asked.used, { name, number: version }];
    const extra = { events: [asked.done], outbox: [asked.receipt()], used };
    const stored = await registry.blockAll(credentials, why, asked.by, extra);
    if (!stored.ok) return 'storage-failed';
    numbers.note(name, version);
    return null;
  }

  async #replacePolicy({ policy }: CommandOf<'replace-policy'>, asked: Asked): Refused {
    const extra = { events: [asked.done], outbox: [asked.receipt()], used: asked.used };
    const replaced = await this.#parts.policies.replace(policy, asked.by, extra);
    if (replaced.ok) return null;
    const { code } = replaced.error;
    return code === 'policy-not-newer' ? 'version-not-newer' : code;
  }

  async #announce({ texts, until }: CommandOf<'announce'>, asked: Asked): Refused {
    const now = this.#parts.clock.wallMs();
    const untilMs = until === null ? null : epochMs(Date.parse(until));
    if (untilMs !== null && (untilMs <= now || untilMs > now + LONGEST_ANNOUNCEMENT)) return 'until-out-of-range';
    if (Object.values(texts ?? {}).some(holdsPersonalNumber)) return 'personal-number';
    return this.#keep([{ type: 'announcement-made', texts, untilMs, by: asked.by }], asked);
  }

  async #keep(events: readonly LoggedEvent[], asked: Asked, more: Pick<Receipt, 'muster'> = {}): Refused {
    const { keeper } = this.#parts;
    if (keeper.holdsBack()) return 'storage-failed';
    await keeper.keepWith([...events, asked.done], { outbox: [asked.receipt(more)], used: asked.used });
    return null;
  }
}
