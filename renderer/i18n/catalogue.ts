import type { sv } from './sv.ts';

export type MessageId = keyof typeof sv;

/** Every text of the screen in one language. */
export type Catalogue = Readonly<Record<MessageId, string>>;
