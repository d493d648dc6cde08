import { type ChildProcess, fork } from 'node:child_process';
import { on } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { NoBroker } from '../own-broker.ts';
import { type Heard, ListenerMessage, type ListenerRequest } from './heard.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

const LISTENING_WITHIN_MS = 10_000;

/** Who listens to the fleet: a process of its own, so that what it does is not counted as the offices’. */
export class ListenerProcess {
  readonly #child: ChildProcess;
  readonly #messages: AsyncIterator<unknown[]>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#messages = on(child, 'message', { close: ['exit'] });
  }

  /** Resolves when it hears all that is published from now on. Throws NoBroker when nobody lets it. */
  static async start(url: string): Promise<ListenerProcess> {
    const listener = new ListenerProcess(fork(main, [url], { serialization: 'advanced' }));
    const patience = wait(LISTENING_WITHIN_MS, null, { ref: false });
    if ((await Promise.race([listener.#next('listening'), patience])) === null) {
      listener.stop();
      throw new NoBroker(`nobody lets the listener hear at ${url}`);
    }
    return listener;
  }

  /** What it has heard, once nothing comes any more. */
  async report(): Promise<Heard> {
    const request: z.infer<typeof ListenerRequest> = { type: 'report' };
    this.#child.send(request);
    return (await this.#next('heard')).heard;
  }

  stop(): void {
    this.#child.kill();
  }

  /** Passes over what else it says: where its session was lost it says once more that it listens. */
  async #next<T extends ListenerMessage['type']>(type: T): Promise<Extract<ListenerMessage, { type: T }>> {
    for (;;) {
      const { done, value = [] } = await this.#messages.next();
      if (done) throw new Error('the listener has ended');
      const message = ListenerMessage.parse(value[0]);
      if (isOf(message, type)) return message;
    }
  }
}

function isOf<T extends ListenerMessage['type']>(
  message: ListenerMessage,
  type: T,
): message is Extract<ListenerMessage, { type: T }> {
  return message.type === type;
}
