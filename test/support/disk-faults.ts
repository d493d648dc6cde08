import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tempFolder } from './temp-folder.ts';

const source = fileURLToPath(new URL('./disk-faults.c', import.meta.url));

export type Disk = {
  /** The environment of a process that has this disk. */
  readonly env: Readonly<Record<string, string>>;
  become(fault: 'well' | 'stall' | 'slow' | 'crawling' | 'full' | 'broken' | 'no room' | 'read-only'): void;
};

/** A disk that is well until it is told to become otherwise; needs gcc. */
export function faultyDisk(): Disk {
  const folder = tempFolder();
  const library = join(folder, 'disk-faults.so');
  const word = join(folder, 'fault');
  execFileSync('gcc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl']);
  writeFileSync(word, 'well');
  return {
    env: { LD_PRELOAD: library, AK_DISK_FAULT: word },
    become: (fault) => writeFileSync(word, fault),
  };
}
