import type { TamperSwitch } from '../ports/door-hardware.ts';

/** The housings of all parts at one door as one switch: on while any is open. Null when there is none. */
export function anyTamper(switches: readonly TamperSwitch[]): TamperSwitch | null {
  const [first] = switches;
  if (first === undefined) return null;
  const tampered = () => switches.some((one) => one.tampered());
  return {
    status: () => switches.map((one) => one.status()).find(({ state }) => state !== 'ready') ?? first.status(),
    tampered,
    onChange(listener) {
      let last = tampered();
      for (const one of switches)
        one.onChange(() => {
          if (tampered() === last) return;
          last = tampered();
          listener(last);
        });
    },
  };
}
