import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempFolder } from './temp-folder.ts';
import { startXvfb } from './xvfb.ts';

/** A display without a screen (Xvfb), for the time of a test. */
export class VirtualDisplay {
  /** As DISPLAY takes it. */
  readonly name: string;
  readonly #picture: string;

  private constructor(name: string, picture: string) {
    this.name = name;
    this.#picture = picture;
  }

  static async start(): Promise<VirtualDisplay> {
    const folder = tempFolder();
    const xvfb = await startXvfb(folder);
    onTestFinished(() => xvfb.stop());
    return new VirtualDisplay(xvfb.name, join(folder, 'Xvfb_screen0'));
  }

  /** How many of the picture's pixels have this colour, 0xRRGGBB; they are kept blue first, four bytes each (XWD). */
  pixelsOf(colour: number): number {
    const picture = readFileSync(this.#picture);
    const headerBytes = picture.readUInt32BE(0);
    const colours = picture.readUInt32BE(76);
    let count = 0;
    for (let at = headerBytes + colours * 12; at + 4 <= picture.length; at += 4)
      if (picture.readUIntLE(at, 3) === colour) count += 1;
    return count;
  }

  /** What is seen now, to be held against later. */
  picture(): Buffer {
    return readFileSync(this.#picture);
  }

  /** How many pixels look unlike they did in an earlier picture. */
  pixelsUnlike(earlier: Buffer): number {
    const now = this.picture();
    let count = 0;
    for (let at = now.readUInt32BE(0); at + 4 <= now.length; at += 4)
      if (now.readUInt32LE(at) !== earlier.readUInt32LE(at)) count += 1;
    return count;
  }
}
