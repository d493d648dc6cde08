import { expect, test, vi } from 'vitest';
import { access, csv } from '../access/at-the-command-line.ts';
import { boxFolder, MONDAY_10, type TestBox, withBox } from '../support/with-box.ts';
import { asHost, OTHER_CARD, tapped, typePin } from './at-door.ts';

const DAY = 86_400_000;

const askForView = (box: TestBox) => box.request('POST', '/api/host/request-view');
const viewOf = async (box: TestBox) => (await box.snapshot()).host;

/** A second host’s card, good until the end of this day, or for good. */
async function hostWithCard(until = ''): Promise<TestBox> {
  const folder = boxFolder();
  const box = await withBox({ folder });
  const table = csv('kind;number;role;label;valid_until', `uid;${OTHER_CARD};host;Kerstin;${until}`);
  expect(await access(folder, ['import-credentials', table])).toMatchObject({ exit: 0 });
  return box;
}

test('a host’s card opens the view until its last day, and not after', async () => {
  const box = await hostWithCard(new Date(MONDAY_10).toISOString().slice(0, 10));
  await askForView(box);
  await box.tap(OTHER_CARD);
  await vi.waitFor(async () => expect(await viewOf(box)).not.toBeNull());
  await box.request('POST', '/api/host/close-view');
  box.clock.advance(DAY);
  await askForView(box);
  expect(await tapped(box, OTHER_CARD)).toMatchObject({ outcome: 'host-refused' });
  expect(await viewOf(box)).toBeNull();
});

test('a host who has chosen a PIN opens the view with it, and not with the card alone', async () => {
  const box = await hostWithCard();
  await asHost(box);
  await box.request('POST', '/api/host/next-card', { purpose: 'offer-pin' });
  const offered = await tapped(box, OTHER_CARD);
  await box.request('POST', '/api/kiosk/choose-pin', { id: offered?.id, pin: '4711' });
  box.clock.advance(3_000);
  await askForView(box);
  await box.tap(OTHER_CARD);
  expect(await typePin(box, '4712')).toMatchObject({ outcome: 'denied', reason: 'pin-wrong' });
  expect(await viewOf(box)).toBeNull();
  box.clock.advance(3_000);
  await askForView(box);
  await box.tap(OTHER_CARD);
  await vi.waitFor(async () => expect((await box.snapshot()).pinEntry).not.toBeNull());
  await box.request('POST', '/api/kiosk/pin', { id: (await box.snapshot()).pinEntry?.id, pin: '4711' });
  await vi.waitFor(async () => expect(await viewOf(box)).not.toBeNull());
});
