import { longestLife } from '../../../device/contract/feed/commands.ts';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import { readBrokerAccess } from '../broker/broker-access.ts';
import { readDuration } from '../parse-options.ts';
import { sendOptions } from './arguments.ts';
import { prepareCommand, prepareFile } from './prepare.ts';
import type { ReceiptSeen } from './read-receipt.ts';
import { sendCommand } from './send-command.ts';
import type { ReadyCommand } from './sign-command.ts';
import { readBoxKey } from './signing-key.ts';

/** How long a receipt may take on its way, after the last moment at which the command could be carried out. */
const WAY_BACK_MS = 5_000;
/** How long a long-lived command is waited for when nobody says. */
const USUAL_WAIT_MS = 30_000;
/** 24 days and some hours: what is to run for longer ends at once (nodejs.org/api/timers.html#settimeoutcallback-delay-args). */
const LONGEST_WAIT_MS = 2_147_483_647;

/** `central send`: a command, and what became of it. */
export async function send(args: readonly string[], nowMs: number, note: (line: string) => void): Promise<Outcome> {
  const parsed = parse(args, sendOptions, 1);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { values, positionals } = parsed;
  const access = readBrokerAccess(values);
  if (!access.ok) {
    const { code, detail } = access.error;
    return failed(code === 'wrong' ? EXIT.usage : EXIT.noInput, code === 'wrong' ? 'usage' : code, detail);
  }
  const askedMs = values.wait === undefined ? USUAL_WAIT_MS : readDuration(values.wait);
  if (askedMs === null) return failed(EXIT.usage, 'usage', '--wait: seconds, or 15m, 12h, 7d.');
  const boxKey = values['box-key'] === undefined ? null : readBoxKey(values['box-key']);
  if (boxKey?.ok === false) return failed(EXIT.noInput, boxKey.error.code, boxKey.error.detail);
  const ready = values.file === undefined ? prepareCommand(positionals[0], values, nowMs) : prepareFile(values.file);
  if (!ready.ok) return ready.error.outcome;
  const lifeMs = Date.parse(ready.value.order.expiresAt) - nowMs;
  if (lifeMs <= 0) return failed(EXIT.usage, 'expired', `It was to be carried out by ${ready.value.order.expiresAt}.`);
  const longest = lifeMs + WAY_BACK_MS;
  const isShort = longestLife(ready.value.order.command.type) <= USUAL_WAIT_MS;
  const waitMs = isShort && values.wait === undefined ? longest : Math.min(askedMs, longest, LONGEST_WAIT_MS);
  const answer = await sendCommand({
    ...{ access: access.value, ready: ready.value, waitMs, note },
    boxKey: boxKey === null ? null : boxKey.value,
  });
  if (!answer.ok) return failed(EXIT.unavailable, answer.error.code, `The broker: ${answer.error.detail}`);
  return answer.value === null ? noReceipt(ready.value) : outcomeOf(answer.value, ready.value);
}

function noReceipt({ key, order }: ReadyCommand): Outcome {
  const { target, sequence } = order;
  return {
    exit: EXIT.tryAgain,
    lines: [`No receipt of ${target} in time. Whether ${order.command.type} was carried out is not known.`],
    told: { outcome: 'unknown', code: 'no-receipt', target, key, sequence },
  };
}

function outcomeOf({ receipt, signature }: ReceiptSeen, { key, order }: ReadyCommand): Outcome {
  const { target, sequence, command } = order;
  const told = { target, key, sequence, signature, receipt };
  if (signature === 'wrong')
    return {
      exit: EXIT.forged,
      lines: [`A receipt came that ${target} did not sign. Whether ${command.type} was carried out is not known.`],
      told: { outcome: 'unknown', code: 'receipt-forged', ...told },
    };
  const proof = signature === 'right' ? 'signed by the box' : 'its signature was not verified: give --box-key';
  const muster = receipt.muster === undefined ? [] : [JSON.stringify(receipt.muster)];
  if (receipt.outcome === 'done')
    return {
      exit: EXIT.done,
      lines: [`${target} has done ${command.type} at ${receipt.at} (${proof}).`, ...muster],
      told: { outcome: 'done', ...told },
    };
  return {
    exit: EXIT.refused,
    lines: [`${target} refused ${command.type}: ${receipt.reason ?? 'no reason told'} (${proof}).`],
    told: { outcome: 'refused', ...told },
  };
}
