import { sv } from './sv.ts';

export type MessageId = keyof typeof sv;

export function isMessageId(id: string): id is MessageId {
  return Object.hasOwn(sv, id);
}

/** Every text of the screen in one language. */
export type Catalogue = Readonly<Record<MessageId, string>>;
