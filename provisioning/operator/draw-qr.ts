import { qrCodeOf } from '../bundle/qr-code.ts';
import { MOST_QR_BYTES } from '../bundle/qr-text.ts';
import { writeNewFile } from '../files/new-file.ts';

/** Where the drawing is, or why there is none; the bundle itself is good either way. */
export type Drawn = { readonly file: string } | { readonly file: null; readonly code: string; readonly detail: string };

/** Draws a bundle as a QR code into a new file, where it fits into one. */
export async function drawQr(bundle: Uint8Array, file: string): Promise<Drawn> {
  if (bundle.length > MOST_QR_BYTES)
    return { file: null, code: 'qr-too-large', detail: `${bundle.length} bytes; a QR code holds ${MOST_QR_BYTES}` };
  const written = writeNewFile(file, await qrCodeOf(bundle), 0o600);
  return written.ok ? { file } : { file: null, ...written.error };
}
