import { type Command, CommandKeyId, CommandType, longestLife } from '../../../device/contract/feed/commands.ts';
import { brokerOptions } from '../broker/broker-access.ts';
import { commandOptions } from './command-options.ts';

const keyOptions = {
  key: { type: 'string' },
  id: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;
const signing = {
  ...keyOptions,
  ...commandOptions,
  target: { type: 'string' },
  'valid-for': { type: 'string' },
} as const;

export const keygenOptions = {
  out: { type: 'string' },
  id: { type: 'string' },
  right: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
} as const;
export const signOptions = { ...signing, out: { type: 'string' } } as const;
export const sendOptions = {
  ...signing,
  ...brokerOptions,
  file: { type: 'string' },
  'box-key': { type: 'string' },
  wait: { type: 'string' },
} as const;

export function readKeyId(text: string | undefined): CommandKeyId | null {
  return CommandKeyId.safeParse(text).data ?? null;
}

/** Null when one of them is no command, or none is given: a key has the rights that somebody thought of. */
export function readRights(rights: readonly string[] = []): readonly CommandType[] | null {
  const parsed = CommandType.array().min(1).safeParse(rights);
  return parsed.data ?? null;
}

/** How long a command may be carried out when nobody says: a day at most. */
export function usualLife({ type }: Command): number {
  return Math.min(86_400_000, longestLife(type));
}
