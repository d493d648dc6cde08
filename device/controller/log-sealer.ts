import type { Config } from '../contract/config.ts';
import { logHeadText } from '../contract/feed/history.ts';
import type { AccessLog } from '../ports/access-log.ts';
import type { Clock } from '../ports/clock.ts';
import type { LogSeal } from '../ports/log-seal.ts';
import type { LogKeeper } from './log-keeper.ts';

type LogSealerParts = {
  readonly office: Config['office'];
  readonly log: Pick<AccessLog, 'head'>;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly seal: LogSeal;
  readonly clock: Clock;
};

/** Signs the head of the log: whoever has the signature can tell later whether anything before it was changed. */
export class LogSealer {
  readonly #parts: LogSealerParts;

  constructor(parts: LogSealerParts) {
    this.#parts = parts;
  }

  /** Each day. A log that cannot be read is not signed; the next day it is. */
  async sealHead(): Promise<void> {
    const { office, log, keeper, seal, clock } = this.#parts;
    const head = await log.head();
    if (!head.ok || head.value.seq === 0) return;
    const { seq, hash } = head.value;
    const at = new Date(clock.wallMs()).toISOString();
    const signed = logHeadText({ office: `${office.operator}/${office.id}`, seq, hash, at });
    await keeper.keep({ type: 'log-head-signed', signed, ...seal.seal(signed) });
  }
}
