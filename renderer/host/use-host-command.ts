import { useEffect, useState } from 'react';

const SHOWN_MS = 4_000;

/** Runs a command whose answer is whether it was taken. */
export type RunCommand = (command: Promise<boolean>) => void;

/** `failed` is true for a few seconds after a command was not taken. */
export function useHostCommand(): { readonly run: RunCommand; readonly failed: boolean } {
  const [failures, setFailures] = useState({ count: 0, shown: false });
  const run: RunCommand = (command) => {
    void command.then((taken) => {
      if (!taken) setFailures(({ count }) => ({ count: count + 1, shown: true }));
    });
  };
  useEffect(() => {
    if (failures.count === 0) return;
    const timer = setTimeout(() => setFailures({ count: failures.count, shown: false }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [failures.count]);
  return { run, failed: failures.shown };
}
