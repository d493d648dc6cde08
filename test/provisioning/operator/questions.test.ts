import { describe, expect, test } from 'vitest';
import { OperatorId } from '../../../device/contract/ids.ts';
import { type Asker, GivenUp } from '../../../provisioning/command-line/asker.ts';
import { askOffice } from '../../../provisioning/operator/ask-office.ts';
import { boxConfig } from '../../../provisioning/operator/box-config.ts';
import { runOfficeNew } from '../../../provisioning/operator/run-office.ts';
import { LOCKS, type Lock, READERS, type Reader } from '../../../provisioning/operator/wiring-presets.ts';
import { anOperator, QUICK } from './an-operator.ts';

type Answers = { readonly lock: Lock; readonly reader: Reader; readonly fire?: boolean };

/** Somebody who answers by what is asked, as a terminal would let them: a wrong answer throws. */
function somebody({ lock, reader, fire = false }: Answers): Asker & { readonly asked: string[] } {
  const asked: string[] = [];
  const texts: readonly (readonly [RegExp, string])[] = [
    [/^Office,/, 'torget'],
    [/name/, 'Kontoret på torget'],
    [/hours/, 'Tu-Sa 10:00-18:00'],
    [/Broker/, 'broker.example.se'],
    [new RegExp(`line, ${lock}`), '/dev/serial/by-id/lock'],
    [new RegExp(`line, ${reader}`), '/dev/serial/by-id/reader'],
  ];
  const find = (question: string, check: (answer: string) => string | null) => {
    const answer = texts.find(([about]) => about.test(question))?.[1];
    const wrong = answer === undefined ? 'nothing to say' : check(answer);
    if (answer === undefined || wrong !== null) throw new Error(`${question}: ${wrong}`);
    return answer;
  };
  const choose = <T extends string>(question: string, choices: Readonly<Record<T, string>>): T => {
    const wanted: string = /strike/.test(question) ? lock : reader;
    for (const choice in choices) if (choice === wanted) return choice;
    throw new Error(question);
  };
  return {
    asked,
    present: true,
    text: async (question, check) => {
      asked.push(question);
      return find(question, check);
    },
    number: async (question, { min }) => {
      asked.push(question);
      return Math.max(min, 12);
    },
    choice: async (question, choices) => {
      asked.push(question);
      return choose(question, choices);
    },
    yes: async (question) => {
      asked.push(question);
      return fire;
    },
    secret: () => Promise.reject(new Error('asked')),
  };
}

async function officeOf(answers: Answers) {
  const asker = somebody(answers);
  const given = await askOffice(asker);
  const config = boxConfig(given, { id: OperatorId.parse('kommunen'), commandKeys: [] });
  if (!config.ok) throw new Error(config.error.detail);
  return { config: config.value, asked: asker.asked };
}

function keysOf<T extends string>(table: Readonly<Record<T, string>>): readonly T[] {
  const keys: T[] = [];
  for (const key in table) keys.push(key);
  return keys;
}

describe('the few questions make a config that a box takes', () => {
  const pairs = keysOf(LOCKS).flatMap((lock) => keysOf(READERS).map((reader) => ({ lock, reader })));

  test.each(pairs)('strike by $lock, reader by $reader', async (answers) => {
    const { config, asked } = await officeOf(answers);
    expect(config).toMatchObject({
      provisioned: true,
      policy: 'open',
      office: { operator: 'kommunen', id: 'torget', name: 'Kontoret på torget', seats: 12, maxPersons: 12 },
      broker: { urls: ['mqtts://broker.example.se:8883'] },
      // A reader that moves the strike is the reader.
      readers: [{ driver: answers.lock === 'osdp' ? 'osdp' : answers.reader, direction: 'in' }],
    });
    expect(asked.some((question) => /reader outside is/.test(question))).toBe(answers.lock !== 'osdp');
  });

  test('with the fire alarm, where it is wired as it is drawn', async () => {
    const { config } = await officeOf({ lock: 'modbus', reader: 'pcsc', fire: true });
    expect(config.fireInput).toMatchObject({ driver: 'wired', input: { board: 'rack', input: 4 } });
    expect((await officeOf({ lock: 'modbus', reader: 'pcsc' })).config.fireInput).toBeUndefined();
  });
});

test('whoever wants no more questions has made nothing', async () => {
  const { folder, beside } = await anOperator();
  const asker: Asker = { ...somebody({ lock: 'gpio', reader: 'pcsc' }), number: () => Promise.reject(new GivenUp()) };
  const outcome = await runOfficeNew(['--folder', folder, '--out', beside('b')], asker, QUICK);
  expect(outcome).toMatchObject({ exit: 1, told: { code: 'given-up' } });
});

test('answers are checked as they are given', async () => {
  const wrong: (string | null)[] = [];
  await askOffice({
    ...somebody({ lock: 'lcus', reader: 'serial' }),
    text: async (question, check) => {
      wrong.push(check(/hours/.test(question) ? 'now and then' : '../x y'));
      return 'x';
    },
  });
  const [office, name, hours, broker, line] = wrong;
  expect(name).toBe(null);
  for (const problem of [office, hours, broker, line]) expect(problem).toEqual(expect.any(String));
});
