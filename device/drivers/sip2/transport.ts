import type { LibraryFault } from './faults.ts';

export type TransportListener = {
  opened(): void;
  received(bytes: Uint8Array): void;
  /** There is no connection, or no longer. Told at most once, last, and not after `close`. */
  closed(code: Extract<LibraryFault, 'patron-unreachable' | 'patron-untrusted'>): void;
};

/** One connection to a library, from the first try to its end; it does not come back. Throws nothing. */
export type Transport = {
  /** Only between `opened` and `closed`. */
  send(bytes: Uint8Array): void;
  /** Resolves when it is let go. The listener hears no more. */
  close(): Promise<void>;
};

/** Begins a connection. Calls none of the listener's before it returns. */
export type Connect = (listener: TransportListener) => Transport;
