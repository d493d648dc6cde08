import {
  array,
  asyncProperty,
  assert as check,
  constantFrom,
  nat,
  oneof,
  property,
  record,
  string,
  tuple,
  uint8Array,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../device/drivers/sip2/line-splitter.ts';
import { readLine } from '../../device/drivers/sip2/read-line.ts';
import type { PatronAnswer } from '../../device/ports/patron-directory.ts';
import { checked, latin1 } from './checked.ts';
import { CARD, DirectoryAtWork, soFar } from './directory-at-work.ts';

/** A long run: AK_FUZZ_RUNS=100000. */
const numRuns = Number(process.env.AK_FUZZ_RUNS ?? 100);

const HEAD = `64${' '.repeat(14)}00120260302    090000${'0000'.repeat(6)}`;
const PATRON = checked(`${HEAD}AOx|AA21|AE\xc3\x85sa|BLY|CQN|PA20200101|AY3`);

const piece = oneof(
  constantFrom(
    PATRON,
    '941AY0AZFDFD',
    '96AZFEF6',
    HEAD,
    '\r',
    '\n',
    '|',
    'AY0AZ',
    'AZ',
    'BLY|',
    'CQY|',
    'AA21|',
    '98',
    '64',
  ),
  uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  nat({ max: 9000 }).map((length) => 'x'.repeat(length)),
);
const stream = array(piece, { maxLength: 20 }).map((pieces) => latin1(pieces.join('')));

describe('any bytes', () => {
  it('give the same lines however they are split, or none any more', () => {
    check(
      property(tuple(stream, array(nat({ max: 20_000 }))), ([bytes, cuts]) => {
        const ends = [...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const whole = new LineSplitter().push(bytes);
        const splitter = new LineSplitter();
        const found = ends.map((end, at) => splitter.push(bytes.subarray(ends[at - 1] ?? 0, end)));
        if (whole === null) expect(found).toContain(null);
        else expect(found.flat()).toEqual(whole);
      }),
      { numRuns },
    );
  });

  it('are read without a throw', () => {
    check(
      property(
        stream,
        constantFrom(true, false),
        constantFrom('utf-8', 'latin1', 'ibm850'),
        (bytes, errorDetection, charset) => {
          for (const line of new LineSplitter().push(bytes) ?? []) readLine(line, { charset, errorDetection });
        },
      ),
      { numRuns },
    );
  });

  it('that differ from an answer in one bit are that answer, or none', () => {
    const setting = { charset: 'utf-8', errorDetection: true } as const;
    const right = readLine(PATRON, setting);
    expect(right.kind).toBe('answer');
    for (let bit = 0; bit < PATRON.length * 8; bit++) {
      const turned = latin1(PATRON).map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      const read = readLine(Buffer.from(turned).toString('latin1'), setting);
      if (read.kind === 'answer') expect(read).toEqual(right);
    }
  });
});

const trouble = record({
  kind: constantFrom(
    'noise',
    'cut',
    'doubled',
    'late',
    'turned',
    'again',
    'other',
    'flood',
    'hang-up',
    'nothing',
    'none',
  ),
  text: string({ unit: 'binary', maxLength: 40 }),
  at: nat({ max: 400 }),
});

type Trouble = { readonly kind: string; readonly text: string; readonly at: number };

describe('a library that says anything', () => {
  it('lets nobody in who is not good, makes nobody wait, and is asked again when it is well', async () => {
    await check(
      asyncProperty(array(trouble, { maxLength: 60 }), async (troubles) => {
        const work = DirectoryAtWork.ready();
        work.library.patrons.set('22', {
          pin: '22',
          name: 'Bo',
          address: 'Torget 1',
          born: '19800101',
          conditions: [5],
        });
        const left = [...troubles];
        let before = '';
        work.pipe.respond = (_, own) => {
          const answers = own();
          const made = answers.flatMap((answer) => disturb(left.shift(), answer, before));
          before = answers[0] ?? before;
          return made;
        };
        for (let time = 0; time < 12; time++) {
          const asked = time % 2 === 0 ? work.ask('22', '22') : work.ask(CARD, '0000');
          work.pass(1_500);
          expect(['refused', 'unavailable']).toContain(outcomeOf(await soFar(asked)));
        }
        work.pipe.respond = (_, own) => own();
        work.pass(200_000);
        expect(work.directory.status()).toMatchObject({ state: 'ready' });
        expect(await work.askNow(CARD)).toEqual({ outcome: 'good' });
      }),
      { numRuns },
    );
  });
});

function outcomeOf(answer: PatronAnswer | 'pending'): string {
  return answer === 'pending' ? answer : answer.outcome;
}

function disturb(trouble: Trouble | undefined, answer: string, before: string): readonly string[] {
  switch (trouble?.kind) {
    case 'noise':
      return [trouble.text, answer, trouble.text];
    case 'cut':
      return [answer.slice(0, trouble.at % (answer.length + 1))];
    case 'doubled':
      return [answer + answer];
    case 'late':
      return [before];
    case 'turned':
      return [turned(answer, trouble.at)];
    case 'again':
      return ['96AZFEF6\r'];
    case 'other':
      return [
        `${checked(`98${trouble.at % 2 === 0 ? 'Y' : 'N'}YYNYN60000320260302    0900002.00AY${trouble.at % 10}`)}\r`,
      ];
    case 'flood':
      return ['x'.repeat(trouble.at * 50)];
    case 'hang-up':
      return ['hang-up'];
    case 'nothing':
      return [];
    default:
      return [answer];
  }
}

/** One bit is turned. */
function turned(text: string, at: number): string {
  const bytes = latin1(text).map((byte, index) => (index === at % text.length ? byte ^ 0x10 : byte));
  return Buffer.from(bytes).toString('latin1');
}
