import { toString as drawn } from 'qrcode';
import { qrTextOf } from './qr-text.ts';

/**
 * A bundle as a QR code, SVG. `bundle`: up to `MOST_QR_BYTES`. In the alphanumeric mode, for many scanners make text of
 * bytes; with level L, for a code of 177 modules is to be read from paper or a screen, and not from a door.
 */
export function qrCodeOf(bundle: Uint8Array): Promise<string> {
  return drawn([{ data: qrTextOf(bundle), mode: 'alphanumeric' }], { type: 'svg', errorCorrectionLevel: 'L' });
}
