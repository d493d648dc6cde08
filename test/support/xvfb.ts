import { spawn } from 'node:child_process';
import { once } from 'node:events';

export type Xvfb = {
  /** As DISPLAY takes it. */
  readonly name: string;
  stop(): Promise<void>;
};

/** A display without a screen, of this size; it keeps its picture in `folder`. For whichever test runner. */
export async function startXvfb(folder: string, size = '1280x800'): Promise<Xvfb> {
  const options = ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-fbdir', folder];
  const child = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = child.stdio[3];
  if (!number) throw new Error('Xvfb has no third pipe');
  const [bytes] = await once(number, 'data');
  return {
    name: `:${String(bytes).trim()}`,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
