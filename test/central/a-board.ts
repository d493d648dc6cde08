import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { OfficeRow } from '../../device/contract/feed/board.ts';
import { OfficeId, OperatorId } from '../../device/contract/ids.ts';
import { readBoardOrder } from '../../provisioning/central/board/arguments.ts';
import { type RunningBoard, startBoard } from '../../provisioning/central/board/start-board.ts';
import { SqliteHistory } from '../../provisioning/central/history/sqlite-history.ts';
import { rowOf } from '../../provisioning/central/offices/office-row.ts';
import { tempFolder } from '../support/temp-folder.ts';

export type Time = { nowMs: number };

/** A folder with a page in it, as it is built. */
export function builtPage(): string {
  const folder = tempFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'board.html'), '<!doctype html><title>Kontoren</title>');
  writeFileSync(join(folder, 'assets', 'board-a1b2.js'), 'export {};');
  return folder;
}

/** The board with all that belongs to it, on these brokers; it goes with the test. */
export class ABoard {
  readonly notes: string[] = [];
  readonly data: string;
  readonly #args: readonly string[];
  readonly #now: () => number;
  readonly #page: string;
  #running: RunningBoard | null = null;
  #history: SqliteHistory | null = null;

  private constructor(data: string, args: readonly string[], now: () => number, page: string) {
    this.data = data;
    this.#page = page;
    this.#args = args;
    this.#now = now;
  }

  /** `page`: the folder of the built one, in place of a page that says nothing. */
  static async on(
    brokers: readonly string[],
    more: readonly string[] = [],
    now = Date.now,
    page = builtPage(),
  ): Promise<ABoard> {
    const data = tempFolder();
    const args = [...brokers.flatMap((url) => ['--broker', url]), '--data', data, ...more];
    const board = new ABoard(data, args, now, page);
    onTestFinished(() => board.stop());
    await board.start();
    return board;
  }

  async start(...more: readonly string[]): Promise<void> {
    const order = readBoardOrder([...this.#args, ...more]);
    const history = SqliteHistory.open(this.data);
    if (!order.ok || !history.ok) throw new Error(JSON.stringify([order, history]));
    this.#history = history.value;
    const note = (line: string) => void this.notes.push(line);
    const around = { history: history.value, pageFolder: this.#page, note, now: this.#now };
    this.#running = await startBoard(order.value, around);
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.stop();
  }

  get running(): RunningBoard {
    if (this.#running === null) throw new Error('the board does not run');
    return this.#running;
  }

  get isConnected(): boolean {
    return this.notes.at(-1) === 'The broker is connected.';
  }

  async connected(): Promise<void> {
    await expect.poll(() => this.isConnected, { timeout: 15_000 }).toBe(true);
  }

  row(name = 'allmanna/kontor-1'): OfficeRow | undefined {
    const office = this.#running?.collector.offices.get(name);
    const nowMs = this.#now();
    return office === undefined ? undefined : rowOf(office, nowMs, office.day.dayMs);
  }

  /** The numbers of what is kept of one topic, in the order of their time. */
  async kept(topic: string, name = 'allmanna/kontor-1'): Promise<readonly number[]> {
    const [operator, office] = name.split('/');
    const of = { operator: OperatorId.parse(operator), office: OfficeId.parse(office) };
    const rows = (await this.#history?.read({ ...of, fromMs: 0, untilMs: 8e15, most: 1e6 })) ?? [];
    return rows.filter((row) => row.topic === topic).map(({ seq }) => seq);
  }
}
