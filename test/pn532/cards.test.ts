import { describe, expect, it } from 'vitest';
import { ReaderAtWork } from './reader-at-work.ts';

describe('a card on a PN532', () => {
  it.each(['04A1B2C3', '04A1B2C3D4E5F6', '00112233445566778899'])('with the UID %s is told within 100 ms', (uid) => {
    const work = ReaderAtWork.ready();
    work.chip.putCard(uid);
    work.pass(100);
    expect(work.source.told).toEqual([`+${uid}`]);
  });

  it('is told once while it lies there, and again when it comes back', () => {
    const work = ReaderAtWork.ready();
    work.chip.putCard('04A1B2C3D4E5F6');
    work.pass(60_000);
    expect(work.source.told).toEqual(['+04A1B2C3D4E5F6']);
    work.chip.removeCard();
    work.pass(600);
    expect(work.source.told).toEqual(['+04A1B2C3D4E5F6', '-']);
    work.chip.putCard('04A1B2C3D4E5F6');
    work.pass(100);
    expect(work.source.told).toEqual(['+04A1B2C3D4E5F6', '-', '+04A1B2C3D4E5F6']);
  });

  it('at the edge of the field, missed now and then, is told once', () => {
    const work = ReaderAtWork.ready();
    for (let time = 0; time < 50; time++) {
      work.chip.putCard('04A1B2C3');
      work.pass(100);
      work.chip.removeCard();
      work.pass(200);
    }
    expect(work.source.told).toEqual(['+04A1B2C3']);
  });

  it('is followed by the next one at once', () => {
    const work = ReaderAtWork.ready();
    work.chip.putCard('04A1B2C3');
    work.pass(200);
    work.chip.removeCard();
    work.chip.putCard('04D4E5F6');
    work.pass(200);
    expect(work.source.told).toEqual(['+04A1B2C3', '-', '+04D4E5F6']);
    work.chip.removeCard();
    work.pass(1_000);
    expect(work.source.told).toEqual(['+04A1B2C3', '-', '+04D4E5F6', '-']);
  });

  it('with a UID that is drawn anew each time is flagged, and told once while it lies there', () => {
    const work = ReaderAtWork.ready();
    for (let draw = 0; draw < 20; draw++) {
      work.chip.removeCard();
      work.chip.putCard(`080000${draw.toString(16).padStart(2, '0')}`);
      work.pass(100);
    }
    expect(work.source.told).toEqual(['+08000000']);
    expect(work.source.credentials).toMatchObject([{ kind: 'uid', randomUid: true }]);
  });

  it('that lay there when the reader came up is no tap, until it comes anew', () => {
    const work = new ReaderAtWork();
    work.chip.putCard('04A1B2C3');
    work.reader.start();
    work.pass(5_000);
    expect(work.source.statuses.at(-1)).toBe('ready');
    expect(work.source.told).toEqual([]);
    work.chip.removeCard();
    work.pass(600);
    work.chip.putCard('04A1B2C3');
    work.pass(100);
    expect(work.source.told).toEqual(['+04A1B2C3']);
  });

  it('is told no more when the reader has been stopped', async () => {
    const work = ReaderAtWork.ready();
    await work.reader.stop();
    work.chip.putCard('04A1B2C3');
    work.pass(10_000);
    expect(work.source.told).toEqual([]);
    expect(work.clock.pending()).toEqual([]);
    expect(work.line.closed).toBe(1);
  });
});
