import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of the reader processes that this process has started and that still run. */
export function readerProcesses(): number[] {
  const tasks = `/proc/${process.pid}/task`;
  const children = readdirSync(tasks).flatMap((task) =>
    (read(`${tasks}/${task}/children`) ?? '').split(' ').filter((pid) => pid !== ''),
  );
  return children.filter((pid) => read(`/proc/${pid}/cmdline`)?.includes('pcsc-child')).map(Number);
}

/** The one that runs; throws when there is none or more. */
export function readerProcess(): number {
  const [pid, ...others] = readerProcesses();
  if (pid === undefined || others.length > 0) throw new Error('not one reader process');
  return pid;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
