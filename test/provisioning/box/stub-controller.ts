import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Health } from '../../../device/contract/api.ts';
import { office } from '../../support/office.ts';
import { withBox } from '../../support/with-box.ts';

let plainHealth: Health | null = null;

/** The health of a real box, that answers in place of one which would have to be started for each test. */
export async function stubController(data: string) {
  plainHealth ??= await healthOfRealBox();
  const plain = plainHealth;
  let health: Health | null = null;
  const server = createServer((_request, response) => {
    if (health === null) response.destroy();
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(health));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    /** It has just been started, and its broker is like this. */
    start(broker: Partial<Health['broker']> = { state: 'ready' }) {
      writeFileSync(join(data, 'api-url'), `http://127.0.0.1:${port}/`);
      writeFileSync(join(data, 'admin-token'), `token-of-${Date.now()}`);
      health = { ...plain, broker: { ...plain.broker, ...broker }, box: { ...plain.box, startedAtMs: Date.now() + 1 } };
    },
    /** It says that of itself. */
    says(change: (plain: Health) => Partial<Health>) {
      this.start();
      health = { ...plain, ...change(plain) };
    },
    stop() {
      health = null;
    },
  };
}

async function healthOfRealBox(): Promise<Health> {
  const box = await withBox({ config: office });
  // Its first records are on their way to the disk: until they are there the log is a finding of its own.
  await expect.poll(async () => (await box.health()).log.pending).toBe(0);
  const health = await box.health();
  await box.stop();
  return health;
}
