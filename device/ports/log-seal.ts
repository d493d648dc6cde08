/** What the box's key has made of a text: both base64, the key being the raw 32 bytes of its public half. */
export type Sealed = { readonly signature: string; readonly key: string };

/** The box's own key. */
export interface LogSeal {
  /** Ed25519 (RFC 8032) over the UTF-8 bytes. */
  sign(text: string): Sealed;
  /** Likewise, of the head of the log: what was sealed last is kept beside the database, too. */
  seal(text: string): Sealed;
}
