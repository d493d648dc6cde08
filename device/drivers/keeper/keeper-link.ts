import { type Milliseconds, milliseconds } from '../../contract/units.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import { KeptProcess, type ProcessFault } from '../kept-process.ts';
import { BEAT_EVERY_MS, type KeeperCommand } from './messages.ts';

export type KeeperFault = `keeper-${ProcessFault}`;

export type KeeperLinkParts<Message> = {
  readonly clock: Clock;
  /** The module that the keeper process runs. */
  readonly entry: URL;
  /** What it is to hold; given to it as JSON. */
  readonly task: object;
  /** Null for what is no message of this keeper; that it lives is told by anything that it says. */
  readonly parse: (raw: unknown) => Message | null;
  readonly said: (message: Message) => void;
  /** It is gone, and another one follows. It takes all outputs idle. */
  readonly lost: (fault: KeeperFault) => void;
};

/** The controller's end of a keeper process: keeps one running, and beats so that it knows that it is wanted. */
export class KeeperLink<Message> {
  readonly #clock: Clock;
  readonly #process: KeptProcess<Message>;
  #cancelBeat: CancelTimer = () => {};

  constructor({ clock, entry, task, parse, said, lost }: KeeperLinkParts<Message>) {
    this.#clock = clock;
    this.#process = new KeptProcess({
      ...{ clock, entry, parse, said },
      args: [JSON.stringify(task)],
      ended: (why) => lost(`keeper-${why}`),
    });
  }

  start(): void {
    this.#process.start();
    this.#beat();
  }

  /** The keeper idles all outputs before it ends. */
  async stop(): Promise<void> {
    this.#cancelBeat();
    await this.#process.stop();
  }

  /** `output` counts from 0 in the task. Lost when no keeper runs. */
  command(output: number, command: { readonly closeFor: Milliseconds } | 'open'): void {
    if (command === 'open') this.#send({ type: 'release', output });
    else this.#send({ type: 'energise', output, forMs: command.closeFor });
  }

  /** It does its work: when it is lost the next one is started soon, within 0.3 s. */
  noteWell(): void {
    this.#process.noteWell();
  }

  #beat(): void {
    this.#send({ type: 'beat' });
    this.#cancelBeat = this.#clock.after(milliseconds(BEAT_EVERY_MS), () => this.#beat());
  }

  #send(command: KeeperCommand): void {
    this.#process.send(command);
  }
}
