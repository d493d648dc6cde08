import { HistoryStream } from '../../../device/contract/feed/topics.ts';
import type { OfficeId } from '../../../device/contract/ids.ts';
import type { Outage } from '../office-book.ts';
import { FLEET_OPERATOR } from '../office-plan.ts';
import { type Checked, checkMessage } from './contract-check.ts';
import type { Heard } from './heard.ts';
import { HistorySequence, type Novelty, StateSequence } from './sequences.ts';

const MOST_EXAMPLES = 5;
const ofFleet = `ak/v1/${FLEET_OPERATOR}/`;

/** Counts what comes in, by office, topic, run and number. Other operators on the same broker, and commands, are not heard. */
export class Tally {
  readonly #offices = new Map<OfficeId, Map<HistoryStream, HistorySequence>>();
  readonly #states = new Map<string, StateSequence>();
  readonly #examples: string[] = [];
  readonly #count = { messages: 0, states: 0, bytes: 0, malformed: 0, doubled: 0, 'out-of-order': 0, new: 0 };
  #second = { number: 0, messages: 0 };
  #peakPerSecond = 0;

  /** `arrivedMs`: in machine time. */
  take(topic: string, payload: Buffer, arrivedMs: number): void {
    if (!topic.startsWith(ofFleet) || topic.endsWith('/cmd')) return;
    this.#count.messages += 1;
    this.#count.bytes += topic.length + payload.length;
    this.#countSecond(Math.floor(arrivedMs / 1_000));
    const checked = checkMessage(topic, payload.toString());
    if ('wrong' in checked) this.#malformed(`${topic}: ${checked.wrong}`);
    else this.#count[this.#noveltyOf(topic, checked, arrivedMs)] += 1;
  }

  get messages(): number {
    return this.#count.messages;
  }

  heard(outages: readonly Outage[]): Heard {
    const { messages, states, bytes, malformed, doubled, 'out-of-order': outOfOrder } = this.#count;
    const offices = [...this.#offices].map(([office, streams]) => ({
      office,
      streams: [...streams].map(([stream, sequence]) => ({ stream, ...sequence.heard() })),
    }));
    return {
      ...{ messages, states, bytes, peakPerSecond: this.#peakPerSecond, doubled, outOfOrder, offices },
      malformed: { count: malformed, examples: this.#examples },
      outages: [...outages],
    };
  }

  #noveltyOf(topic: string, { stream, office, bootid, seq, late }: Checked, arrivedMs: number): Novelty {
    const history = HistoryStream.safeParse(stream);
    if (history.success) return this.#historyOf(office, history.data).take(seq, arrivedMs, late);
    this.#count.states += 1;
    // It is told anew by the same number, and an old will may come after a new word: both as the contract has it.
    if (stream === 'status') return 'new';
    const known = this.#states.get(topic) ?? new StateSequence();
    this.#states.set(topic, known);
    return known.take(bootid, seq);
  }

  #historyOf(office: OfficeId, stream: HistoryStream): HistorySequence {
    const streams = this.#offices.get(office) ?? new Map<HistoryStream, HistorySequence>();
    this.#offices.set(office, streams);
    const known = streams.get(stream) ?? new HistorySequence();
    streams.set(stream, known);
    return known;
  }

  #malformed(example: string): void {
    this.#count.malformed += 1;
    if (this.#examples.length < MOST_EXAMPLES) this.#examples.push(example);
  }

  #countSecond(number: number): void {
    if (number !== this.#second.number) this.#second = { number, messages: 0 };
    this.#second.messages += 1;
    this.#peakPerSecond = Math.max(this.#peakPerSecond, this.#second.messages);
  }
}
