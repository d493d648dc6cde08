import { expect, onTestFinished, vi } from 'vitest';
import { Pcscd, pcscdAnswers, type Readers } from './pcscd.ts';
import { tempFolder } from './temp-folder.ts';

/** The parts of the machine that a test with this bed needs. */
export const bedParts = ['pcscd', 'pcscAddon', 'gcc', 'root'] as const;

/** SCARD_STATE_EMPTY of pcsc-lite's winscard.h. */
const EMPTY = 0x10;

/** The machine's real pcscd, in a test's own hands. It ends with the test. */
export const PcscdBed = {
  /** One that does not run yet. Throws when there is another pcscd on the machine. */
  async prepare(): Promise<Pcscd> {
    if (await pcscdAnswers())
      throw new Error('another pcscd runs on this machine: stop it (systemctl stop pcscd.socket)');
    const pcscd = new Pcscd(tempFolder());
    onTestFinished(() => pcscd.kill());
    return pcscd;
  },

  async start(readers: Readers = 'configured'): Promise<Pcscd> {
    const pcscd = await PcscdBed.prepare();
    await pcscd.start(readers);
    return pcscd;
  },

  /**
   * Resolves when pcscd has seen the reader of this name empty. A card that is laid there before it has looked is to
   * it the one that was there.
   */
  async seesNoCard(name: string): Promise<void> {
    const { Context } = await import('smartcard');
    const context = new Context();
    try {
      await vi.waitFor(
        () => {
          const reader = context.listReaders().find((plugged) => plugged.name === name);
          expect((reader?.state ?? 0) & EMPTY, `${name} is empty`).toBe(EMPTY);
        },
        { timeout: 5_000, interval: 5 },
      );
    } finally {
      context.close();
    }
  },
};
