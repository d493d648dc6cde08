import { expect, test, vi } from 'vitest';
import { systemClock } from '../../device/system-clock.ts';
import { alwaysOpen } from '../support/office.ts';
import { boxOn } from '../support/with-box.ts';

test('a door on a GPIO line that the kernel does not give is out of order, says so, and lets nobody in', async () => {
  const strike = { via: 'gpio', chip: 'gpiochip99', line: 17, activeLevel: 'high' };
  const rex = { via: 'gpio', chip: 'gpiochip99', line: 27, form: 'normally-open' };
  const box = await boxOn(systemClock, {
    config: { ...alwaysOpen, doors: [{ id: 'entrance', name: 'Entrén', driver: 'wired', strike, rex }] },
  });
  await vi.waitFor(() => expect(box.journal.types()).toContain('strike-lost'), { timeout: 10_000, interval: 20 });
  const door = (await box.health()).doors[0];
  expect(door?.strike.state).toBe('faulted');
  expect(['gpio-refused', 'gpio-library-missing']).toContain(door?.strike.faultCode);
  expect(door?.rex.state).toBe('faulted');
  await box.tap('04A1B2C3');
  await vi.waitFor(() =>
    expect(box.journal.events).toContainEqual(
      expect.objectContaining({ type: 'access-denied', reason: 'door-out-of-order' }),
    ),
  );
});
