import { type Answer, isAnswerCode, readAnswer } from './answers.ts';
import type { Charset } from './charset.ts';
import { checksumOf } from './checksum.ts';

/**
 * What a line from the library is. `send-again`: it did not understand what we sent last. `spoilt`: an answer whose check
 * is wrong, or has none where it should; `ascii` says that no character of it can be read in two ways. `malformed`: the
 * check is right and there is less in it than must be. `noise`: no message at all.
 */
export type Heard =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly sequence: number | null }
  | { readonly kind: 'send-again' | 'noise' }
  | { readonly kind: 'spoilt'; readonly ascii: boolean }
  | { readonly kind: 'malformed'; readonly sequence: number | null };

export type LineSetting = { readonly charset: Charset; readonly errorDetection: boolean };

/** Both are of fixed length, last, and without a delimiter; a 96 has no AY (3M SIP 2.00, "Error detection"). */
const TAIL = /(?:AY(\d))?AZ([0-9A-Fa-f]{4})$/;

/** What a message of a library that we know begins with. */
const CODE = /24|36|64|9[468]/;
/** 96 has nothing in it; some leave out its checksum. */
const SEND_AGAIN = /^96(AZFEF6)?$/i;

/**
 * `line` is byte for byte. What comes before the message on it is passed over, such as a prompt, NULs or telnet's bytes;
 * digits too, where a right checksum shows that what follows is a message.
 */
export function readLine(line: string, { charset, errorDetection }: LineSetting): Heard {
  const ending = TAIL.exec(line);
  const firstDigit = line.search(/\d/);
  const at = Math.max(0, ending === null ? firstDigit : line.search(CODE));
  const text = line.slice(at);
  if (SEND_AGAIN.test(text)) return { kind: 'send-again' };
  if (!isAnswerCode(text.slice(0, 2))) return { kind: 'noise' };
  const [tail = '', digit, check] = ending ?? [];
  const sequence = digit === undefined ? null : Number(digit);
  const isRight = check === undefined ? !errorDetection : isCheckRight(text.slice(0, -4), check);
  if (!isRight && at > firstDigit) return { kind: 'noise' };
  if (!isRight || (errorDetection && sequence === null)) return { kind: 'spoilt', ascii: !/[\x80-\xff]/.test(text) };
  const answer = readAnswer(text.slice(0, text.length - tail.length), charset);
  return answer === null ? { kind: 'malformed', sequence } : { kind: 'answer', answer, sequence };
}

function isCheckRight(summed: string, check: string): boolean {
  return checksumOf(Buffer.from(summed, 'latin1')) === check.toUpperCase();
}
