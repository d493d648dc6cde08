import { z } from 'zod';
import { err, ok, type Result } from '../contract/result.ts';

/** `box-not-running`: nobody answers. Any other code is the box's own, with the whole of its answer. */
export type BoxFault = { readonly code: string; readonly message: string; readonly answer: unknown };

const Refusal = z.object({ code: z.string(), message: z.string() });
const HealthPart = z.object({ clock: z.object({ timeZone: z.string() }) });

/** The running controller on this machine, by its HTTP address; asked as whoever can read the data folder. */
export class BoxClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ url, adminToken }: { url: string; adminToken: string }) {
    this.#url = url;
    this.#headers = { authorization: `Bearer ${adminToken}` };
  }

  /** The office's time zone. */
  async timeZone(): Promise<Result<string, BoxFault>> {
    const health = await this.ask('GET', 'health', HealthPart);
    return health.ok ? ok(health.value.clock.timeZone) : health;
  }

  /** `path`: below /api. An answer that is not as `schema` says counts as no answer. */
  async ask<T>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    schema: z.ZodType<T>,
    body?: unknown,
  ): Promise<Result<T, BoxFault>> {
    try {
      const response = await fetch(new URL(`api/${path}`, this.#url), {
        method,
        headers: { ...this.#headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      if (response.ok) return ok(schema.parse(answer));
      return err({ ...Refusal.parse(answer), answer });
    } catch (cause) {
      if (!(cause instanceof TypeError || cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
      return err({ code: 'box-not-running', message: 'the box does not answer', answer: null });
    }
  }
}
