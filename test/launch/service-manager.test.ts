import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ServiceManager } from '../../device/service-manager.ts';
import { ControllerProcess } from '../support/controller-process.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { alwaysOpen } from '../support/office.ts';
import { describeWith } from '../support/parts.ts';
import { RecordingJournal } from '../support/recording-journal.ts';
import { tempFolder } from '../support/temp-folder.ts';

function managed(environment: Record<string, string>) {
  const [clock, journal] = [new ManualClock(), new RecordingJournal()];
  const told: string[] = [];
  let broken = false;
  const manager = new ServiceManager({
    environment,
    clock,
    journal,
    send: (message, failed) => {
      if (broken) failed();
      else told.push(message);
    },
  });
  const breakOff = () => {
    broken = true;
  };
  return { clock, journal, told, manager, breakOff };
}

const watched = { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '30000000' };

describe('systemd', () => {
  test('is told of nothing where it did not start the controller', () => {
    const { manager, clock, told } = managed({ WATCHDOG_USEC: '30000000' });
    manager.ready();
    clock.advance(60_000);
    manager.stopping();
    expect(told).toEqual([]);
  });

  test('hears a beat in each third of its patience, for as long as the loop turns', () => {
    const { manager, clock, told } = managed(watched);
    manager.ready();
    expect(told).toEqual(['READY=1']);
    clock.advance(30_000);
    expect(told).toEqual(['READY=1', 'WATCHDOG=1', 'WATCHDOG=1', 'WATCHDOG=1']);
    manager.stopping();
    clock.advance(30_000);
    expect(told.slice(4)).toEqual(['STOPPING=1']);
  });

  test.each([{ WATCHDOG_USEC: '' }, { WATCHDOG_USEC: 'x' }, { WATCHDOG_PID: '1' }])(
    'that watches nothing here (%o) hears no beats',
    (change) => {
      const { manager, clock, told } = managed({ ...watched, ...change });
      manager.ready();
      clock.advance(60_000);
      expect(told).toEqual(['READY=1']);
    },
  );

  test('that cannot be reached is told of once in the journal, and the box goes on', () => {
    const { manager, clock, journal, breakOff } = managed(watched);
    breakOff();
    manager.ready();
    clock.advance(60_000);
    expect(journal.types()).toEqual(['service-manager-unreachable']);
  });
});

/** Stands where systemd does: keeps every datagram that comes to its socket. */
async function listen(): Promise<{ socket: string; heard: () => string }> {
  const socket = join(tempFolder(), 'notify');
  const child: ChildProcess = spawn('socat', ['-u', `UNIX-RECV:${socket}`, 'STDOUT']);
  onTestFinished(() => void child.kill('SIGKILL'));
  let heard = '';
  child.stdout?.on('data', (data) => {
    heard += data;
  });
  await expect.poll(() => existsSync(socket), { timeout: 5_000, interval: 5 }).toBe(true);
  return { socket, heard: () => heard };
}

describeWith(['socat', 'systemdNotify'], 'the real controller below systemd', () => {
  test('says READY when its door decides, then beats, and STOPPING when it is ended', async () => {
    const { socket, heard } = await listen();
    const env = { NOTIFY_SOCKET: socket, WATCHDOG_USEC: '900000' };
    const controller = new ControllerProcess({ folder: tempFolder(), config: alwaysOpen, env });
    await expect.poll(heard, { timeout: 20_000, interval: 20 }).toMatch(/^READY=1.*WATCHDOG=1.*WATCHDOG=1/s);
    expect(controller.lines.map(({ event }) => event)).toContain('reader-ready');
    controller.child.kill('SIGTERM');
    expect(await controller.exited).toBe(0);
    await expect.poll(heard, { timeout: 5_000, interval: 20 }).toContain('STOPPING=1');
  });
});
