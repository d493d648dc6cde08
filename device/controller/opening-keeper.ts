import type { LoggedEvent } from '../contract/events.ts';
import type { CloseTodayCommand, OpeningSection, OpenTodayCommand } from '../contract/opening.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { type EpochMs, epochMs } from '../contract/units.ts';
import { spansFor, type TodaysBounds, type TodaysWish, todaysBounds } from '../domain/opening-today.ts';
import type { Clock } from '../ports/clock.ts';
import type { OpeningCommands, OpeningFault } from '../ports/opening.ts';
import type { SessionId } from '../ports/session.ts';
import type { HostSession } from './host-session.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { RulesInForce } from './rules-in-force.ts';

type OpeningKeeperParts = {
  readonly hostSession: Pick<HostSession, 'touch'>;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly rules: RulesInForce;
  readonly clock: Clock;
  readonly timeZone: string;
  /** Other hours may hold. */
  readonly onChange: () => void;
};

type Outcome = Result<void, OpeningFault>;

/** Turns what hosts decide of today's opening hours into events; what holds is their fold, laid over the policy's hours. */
export class OpeningKeeper implements OpeningCommands {
  readonly #parts: OpeningKeeperParts;
  #by = '';

  constructor(parts: OpeningKeeperParts) {
    this.#parts = parts;
  }

  open(session: SessionId, { untilMs, mode }: OpenTodayCommand): Promise<Outcome> {
    return this.#decide(session, { wish: 'open', mode, until: epochMs(untilMs) });
  }

  close(session: SessionId, { atMs }: CloseTodayCommand): Promise<Outcome> {
    return this.#decide(session, { wish: 'close', at: epochMs(atMs) });
  }

  async end(session: SessionId): Promise<Outcome> {
    const by = this.#parts.hostSession.touch(session);
    if (by === null) return locked;
    await this.#parts.keeper.keep({ type: 'opening-decided', spans: [], by });
    return ok(undefined);
  }

  /** Takes up what was decided in an earlier run, of an event that was logged then. */
  learn(event: LoggedEvent): void {
    if (event.type !== 'opening-decided') return;
    this.#by = event.by;
    this.#parts.rules.decideToday(
      event.spans.map(({ mode, fromMs, untilMs }) => ({ mode, from: epochMs(fromMs), until: epochMs(untilMs) })),
    );
  }

  note(event: LoggedEvent): void {
    if (event.type !== 'opening-decided') return;
    this.learn(event);
    this.#parts.onChange();
  }

  section(): OpeningSection {
    const { rules, clock } = this.#parts;
    const now = clock.wallMs();
    const { dayEnds, openUntil } = this.#bounds(now);
    const { open, changesAt } = rules.written.stateAt(now);
    const spans = rules.today
      .filter(({ until }) => until > now)
      .map(({ mode, from, until }) => ({ mode, fromMs: from, untilMs: until }));
    return {
      decided: spans.length === 0 ? null : { spans, by: this.#by },
      ...{ openUntilMs: openUntil, dayEndsMs: dayEnds, planned: { open, changesAtMs: changesAt } },
    };
  }

  async #decide(session: SessionId, wish: TodaysWish): Promise<Outcome> {
    const { hostSession, keeper, rules, clock } = this.#parts;
    const by = hostSession.touch(session);
    if (by === null) return locked;
    const now = clock.wallMs();
    const isThere = rules.written.stateAt(now).term === 'now';
    const decided = spansFor(wish, rules.today, now, this.#bounds(now));
    if (!decided.ok || !isThere) return outOfBounds;
    const spans = decided.value.map(({ mode, from, until }) => ({ mode, fromMs: from, untilMs: until }));
    await keeper.keep({ type: 'opening-decided', spans, by });
    return ok(undefined);
  }

  #bounds(now: EpochMs): TodaysBounds {
    const { rules, timeZone } = this.#parts;
    return todaysBounds(now, rules.policy.hosts.openUntil, timeZone);
  }
}

const locked = err({ code: 'host-view-locked', message: 'a host card opens the host view' } as const);
const outOfBounds = err({ code: 'opening-out-of-bounds', message: 'a host may not decide that for today' } as const);
