import { onTestFinished } from 'vitest';
import { Pcscd, pcscdAnswers, type Readers } from './pcscd.ts';
import { tempFolder } from './temp-folder.ts';

/** The parts of the machine that a test with this bed needs. */
export const bedParts = ['pcscd', 'pcscAddon', 'gcc', 'root'] as const;

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
};
