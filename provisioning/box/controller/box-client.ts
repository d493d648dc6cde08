import { z } from 'zod';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { EXIT, type ExitCode } from '../../command-line/exit-codes.ts';
import { controllerAddress } from '../../files/controller-address.ts';

/**
 * `box-not-running`: nobody answers. `not-permitted`: whoever asks may not read its data folder. `answer-unknown`: not as
 * this program knows it. Any other code is the box's own.
 */
export type BoxFault = { readonly code: string; readonly message: string };

const Refusal = z.object({ code: z.string(), message: z.string() });

/** A loop that decides answers in milliseconds. */
const LONGEST_ANSWER_MS = 3_000;

const notRunning = err<BoxFault>({ code: 'box-not-running', message: 'the controller does not answer' });
const notPermitted = err<BoxFault>({ code: 'not-permitted', message: 'only root may ask the controller' });
const unknownAnswer = err<BoxFault>({ code: 'answer-unknown', message: 'the controller is of another version' });

/** What a command ends with that the controller did not serve. */
export function exitOf({ code }: BoxFault): ExitCode {
  if (code === 'box-not-running') return EXIT.unavailable;
  return code === 'not-permitted' ? EXIT.noPermission : EXIT.refused;
}

/** The running controller of this box, asked over loopback as whoever can read its data folder. */
export class BoxClient {
  readonly #dataFolder: string;

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
  }

  /** `path`: below /api. `longestMs`: for what waits for somebody at the box. */
  async ask<T>(
    method: 'GET' | 'POST',
    path: string,
    schema: z.ZodType<T>,
    body: object = {},
    longestMs = LONGEST_ANSWER_MS,
  ): Promise<Result<T, BoxFault>> {
    const at = this.#address();
    if (!at.ok) return at;
    const { url, token } = at.value;
    try {
      const response = await fetch(new URL(`api/${path}`, url), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(method === 'POST' && { 'content-type': 'application/json' }),
        },
        ...(method === 'POST' && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(longestMs),
      });
      const answer: unknown = await response.json();
      const read = (response.ok ? schema : Refusal).safeParse(answer);
      if (!read.success) return unknownAnswer;
      return response.ok ? ok(schema.parse(answer)) : err(Refusal.parse(answer));
    } catch (cause) {
      if (cause instanceof SyntaxError) return unknownAnswer;
      if (cause instanceof TypeError || cause instanceof DOMException) return notRunning;
      throw cause;
    }
  }

  /** Read anew each time: a controller that starts may take another port. */
  #address(): Result<NonNullable<ReturnType<typeof controllerAddress>>, BoxFault> {
    try {
      const address = controllerAddress({ data: this.#dataFolder });
      return address === null ? notRunning : ok(address);
    } catch (cause) {
      return cause instanceof Error && 'code' in cause && cause.code === 'EACCES' ? notPermitted : notRunning;
    }
  }
}
