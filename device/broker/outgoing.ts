/**
 * How the broker is to treat a message. `state`: retained. `ageing-state`: retained, and gone by itself when nobody tells
 * it anew. `history`: handed on to who listens. `kept-history`: likewise, and the last of it is retained.
 */
export type OutgoingKind = 'state' | 'ageing-state' | 'history' | 'kept-history';

/** One message on its way to the broker. */
export type Outgoing = {
  readonly topic: string;
  readonly text: string;
  readonly kind: OutgoingKind;
  /** Called at its PUBACK, and never when the connection is lost before. */
  readonly acknowledged: () => void;
};
