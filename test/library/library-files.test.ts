import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { SimulatedSip2Server } from '../../device/simulator/sip2/simulated-sip2-server.ts';
import { systemClock } from '../../device/system-clock.ts';
import { CARD } from '../box/at-door.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { withBox } from '../support/with-box.ts';

const out = { state: 'faulted', faultCode: 'patron-files-unreadable' };

describe('a library with a file that cannot be read', () => {
  const missing = join('/nowhere', 'password');
  test.each([
    { system: 'sip2', host: '127.0.0.1', login: { user: 'box', passwordFile: missing } },
    { system: 'sip2', host: '127.0.0.1', tls: { caFile: missing } },
    { system: 'koha', url: 'http://127.0.0.1:1', login: { kind: 'basic', user: 'box', passwordFile: missing } },
  ])('is out, and the door goes on (I1): %o', async (library) => {
    const box = await withBox({ config: { library } });
    expect((await box.health()).library).toMatchObject(out);
    await box.tap(CARD);
    await vi.waitFor(() => expect(box.strikeMoves()).toEqual([true]));
  });

  test('is asked within a minute of the file being there', async () => {
    const server = new SimulatedSip2Server({ clock: systemClock });
    await server.start();
    onTestFinished(() => server.stop());
    const passwordFile = join(tempFolder(), 'password');
    const login = { user: 'box', passwordFile };
    const box = await withBox({ config: { library: { system: 'sip2', host: '127.0.0.1', port: server.port, login } } });
    box.clock.advance(60_000);
    expect((await box.health()).library).toMatchObject(out);
    writeFileSync(passwordFile, 'secret\n');
    box.clock.advance(60_000);
    await vi.waitFor(async () => expect((await box.health()).library).toMatchObject({ state: 'ready' }));
  });
});
