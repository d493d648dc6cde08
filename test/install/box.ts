import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Machine } from './machine.ts';
import { BOARD_HEARD, FEED } from './surroundings.ts';
import { until } from './until.ts';

export const NODE = '/var/lib/ak-releases/current/bin/node';
const layCardFile = fileURLToPath(new URL('lay-card.ts', import.meta.url));

/** Frames of LCUS boards (test/relay): the first relay on, and off. */
export const RELAY_ON = 'a00101a2';
export const RELAY_OFF = 'a00100a1';

/** The box in the machine, as those see it who stand at the door and who listen. */
export class Box {
  readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** Lays a card on the reader for a moment. Its UID in hexadecimal. */
  async tap(uid: string): Promise<void> {
    const [code] = await once(this.machine.onItsNetwork(process.execPath, layCardFile, uid), 'exit');
    if (code !== 0) throw new Error(`the card could not be laid (${code})`);
  }

  /** All that the relay board was told, in hexadecimal. */
  async boardHeard(): Promise<string> {
    return (await this.machine.text('od', '-An', '-v', '-tx1', BOARD_HEARD)).replaceAll(/\s/g, '');
  }

  /** Waits until the board is told this after what it was told before. */
  async boardHears(frame: string, before: string, withinMs = 15_000): Promise<void> {
    await until(`${frame} at the relay board`, withinMs, async () =>
      (await this.boardHeard()).slice(before.length).includes(frame) ? true : null,
    );
  }

  /** What central staff heard, a line for each message. */
  async feed(): Promise<readonly string[]> {
    return (await this.machine.text('cat', FEED)).split('\n');
  }

  async property(unit: string, name: string): Promise<string> {
    return this.machine.text('systemctl', 'show', '-P', name, unit);
  }

  async isActive(unit: string, withinMs = 30_000): Promise<void> {
    await until(`${unit} active`, withinMs, async () =>
      (await this.machine.run('systemctl', 'is-active', unit)).exit === 0 ? true : null,
    );
  }

  /** From its start to when it says that the door decides, in ms. */
  async startMs(): Promise<number> {
    const [started, ready] = await Promise.all([
      this.property('ak-controller', 'ExecMainStartTimestampMonotonic'),
      this.property('ak-controller', 'ActiveEnterTimestampMonotonic'),
    ]);
    return Math.round((Number(ready) - Number(started)) / 1_000);
  }

  async mainPid(): Promise<string> {
    return this.property('ak-controller', 'MainPID');
  }

  /** Its main process and all that it started. */
  async pids(): Promise<readonly string[]> {
    const main = await this.mainPid();
    const children = await this.machine.run('pgrep', '-P', main);
    return [main, ...children.out.split('\n').filter((pid) => pid !== '')];
  }
}
