import { create } from 'qrcode';

/** Light modules around the code (ISO/IEC 18004, 6.3.8). */
const QUIET_ZONE = 4;

export type QrDrawing = {
  /** Modules along each side, with the quiet zone. */
  readonly size: number;
  /** An SVG path over the dark modules, one unit each. */
  readonly path: string;
};

/** A QR code as a drawing, with level M: 15 % of it may be unreadable. `text`: up to 2,331 bytes. */
export function qrDrawing(text: string): QrDrawing {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const runs: string[] = [];
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const from = x;
      while (x < size && data[y * size + x]) x++;
      if (x > from) runs.push(`M${from + QUIET_ZONE} ${y + QUIET_ZONE}h${x - from}v1h-${x - from}z`);
    }
  return { size: size + 2 * QUIET_ZONE, path: runs.join('') };
}
