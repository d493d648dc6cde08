import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing } from '../support/parts.ts';

export type Pty = { readonly near: string; readonly far: string; stop(): void };

/** A serial line without hardware; null where there is no socat. */
export async function startPty(): Promise<Pty | null> {
  if (missing(['socat']).length > 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'ak-bench-'));
  const [near, far] = [join(folder, 'near'), join(folder, 'far')];
  const end = (link: string) => `pty,raw,echo=0,link=${link}`;
  const socat = spawn('socat', [end(near), end(far)], { stdio: 'ignore' });
  while (!existsSync(near) || !existsSync(far)) await new Promise((resolve) => setTimeout(resolve, 5));
  return {
    near,
    far,
    stop() {
      socat.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
