import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { withBox } from '../support/with-box.ts';

const NUMBER = '19640823-3234';

test.each(['barcode', 'qr'])(
  'a personal identity number as %s opens nothing, is told why, and is kept nowhere',
  async (kind) => {
    const box = await withBox();
    const answer = await box.request('POST', '/sim/readers/front/present', { [kind]: NUMBER });
    expect([answer.status, answer.body]).toMatchObject([400, { code: 'personal-number' }]);
    await vi.waitFor(async () => expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'personal-number' }));
    expect(box.journal.types()).toContain('personal-number-refused');
    expect(box.strikeMoves()).toEqual([]);
    await box.stop();
    const kept = readdirSync(box.folder).map((file) => readFileSync(join(box.folder, file), 'latin1'));
    for (const text of [...kept, JSON.stringify(box.journal.events), JSON.stringify(answer.body)])
      expect(text).not.toMatch(/640823/);
  },
);
