/** A line that carries bytes both ways, as far as it is up. */
export interface ByteLine {
  /** Sends them when the line is up; else they are lost, as on a wire that is cut. */
  write(bytes: Uint8Array): void;
}

export interface ByteLineListener {
  /** The line has come up; nothing of an earlier time will still come in. */
  lineUp(): void;
  /** Some bytes; where a message ends is for the listener to find. */
  bytesReceived(bytes: Uint8Array): void;
  /** The line went down, or could not be brought up; `code` is stable. It comes up again by itself. */
  lineDown(code: LineFault): void;
}

/** `line-absent`: there is no such device. `line-refused`: it cannot be opened. `line-lost`: it was up and has gone. */
export type LineFault = 'line-absent' | 'line-refused' | 'line-lost';
