const HEADER_BYTES = 44;
const BYTES_AT_RIFF_SIZE = 4;
const BYTES_AT_DATA_SIZE = 40;
const BYTES_AT_RATE = 28;

/**
 * A WAV file whose header tells its real length: one that is written to a pipe cannot know it beforehand (eSpeak NG
 * writes 2 GB). Null for what is no WAV file of PCM with the plain header of 44 bytes.
 */
export function withTrueLength(file: Buffer): Buffer | null {
  const has = (text: string, at: number) => file.toString('latin1', at, at + text.length) === text;
  if (file.length < HEADER_BYTES || !has('RIFF', 0) || !has('WAVEfmt ', 8) || !has('data', 36)) return null;
  const fixed = Buffer.from(file);
  fixed.writeUInt32LE(file.length - 8, BYTES_AT_RIFF_SIZE);
  fixed.writeUInt32LE(file.length - HEADER_BYTES, BYTES_AT_DATA_SIZE);
  return fixed;
}

/** How long a WAV file with the plain header sounds, in seconds. */
export function lengthOfWav(file: Uint8Array): number {
  const rate = new DataView(file.buffer, file.byteOffset).getUint32(BYTES_AT_RATE, true);
  return (file.length - HEADER_BYTES) / rate;
}
