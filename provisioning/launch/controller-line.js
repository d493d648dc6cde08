import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_MS = 500;
/** The controller pings every 10 s. */
const SILENCE_LIMIT_MS = 25_000;
const ANSWER_WITHIN_MS = 5_000;

/** One request: given up after a silence, and when it is all over. */
class Attempt {
  #given = new AbortController();
  #ended;
  #silenceMs;
  #timer = undefined;
  #giveUp = () => this.#given.abort();

  constructor(ended, silenceMs) {
    this.#ended = ended;
    this.#silenceMs = silenceMs;
    ended.addEventListener('abort', this.#giveUp);
    this.heard();
  }

  get signal() {
    return this.#given.signal;
  }

  heard() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#giveUp, this.#silenceMs);
  }

  close() {
    clearTimeout(this.#timer);
    this.#ended.removeEventListener('abort', this.#giveUp);
    this.#given.abort();
  }
}

/**
 * The line of whoever keeps the shell to the controller: where to start it, and when anew. `folder` holds `api-url`
 * and `shell-token`: the data folder, or what systemd has handed over of it.
 */
export class ControllerLine {
  #folder;
  #ended;

  /** `ended`: an AbortSignal. */
  constructor(folder, ended) {
    this.#folder = folder;
    this.#ended = ended;
  }

  /** Null until the controller answers. */
  async startAddress() {
    const attempt = new Attempt(this.#ended, ANSWER_WITHIN_MS);
    try {
      const { url, headers } = this.#reach();
      const json = { ...headers, 'content-type': 'application/json' };
      const answer = await fetch(new URL('/api/shell/start-address', url), {
        ...{ method: 'POST', headers: json, body: '{}', signal: attempt.signal },
      });
      return answer.ok ? new URL((await answer.json()).path, url).href : null;
    } catch {
      return null;
    } finally {
      attempt.close();
    }
  }

  /** Waits for as long as the controller is away. Rejects when it is all over. */
  async startAddressInTime() {
    for (;;) {
      const address = await this.startAddress();
      if (address !== null) return address;
      await sleep(RETRY_MS, undefined, { signal: this.#ended });
    }
  }

  /**
   * Listens until it is all over, and comes back after each break. `onRestart` gets the reason, `onReached` the
   * address, each time that the controller is there.
   */
  async listen({ onRestart, onReached }) {
    while (!this.#ended.aborted) {
      await this.#listenOnce({ onRestart, onReached }).catch(() => {});
      await sleep(RETRY_MS, undefined, { signal: this.#ended }).catch(() => {});
    }
  }

  async #listenOnce({ onRestart, onReached }) {
    const attempt = new Attempt(this.#ended, SILENCE_LIMIT_MS);
    try {
      const { url, headers } = this.#reach();
      const answer = await fetch(new URL('/api/shell/watch', url), { headers, signal: attempt.signal });
      if (!answer.ok) return;
      onReached(url);
      let text = '';
      for await (const chunk of answer.body) {
        attempt.heard();
        text += Buffer.from(chunk).toString();
        const messages = text.split('\n\n');
        text = messages.pop();
        for (const message of messages) {
          const [, code] = /^event: restart\ndata: \{"code":"([a-z-]+)"\}$/.exec(message) ?? [];
          if (code !== undefined) onRestart(code);
        }
      }
    } finally {
      attempt.close();
    }
  }

  /** Read anew each time: the controller may have moved, and may have been there for the first time only now. */
  #reach() {
    const read = (name) => readFileSync(join(this.#folder, name), 'utf8').trim();
    return { url: read('api-url'), headers: { authorization: `Bearer ${read('shell-token')}` } };
  }
}
