import type { Workbench } from './workbench.ts';

/** While a release is changed a signal ends nothing: a door without its controller would be left. */
export async function finishFirst<T>({ note }: Pick<Workbench, 'note'>, act: () => Promise<T>): Promise<T> {
  const later = () => note('This is finished first.');
  process.on('SIGINT', later).on('SIGTERM', later).on('SIGHUP', later);
  try {
    return await act();
  } finally {
    process.off('SIGINT', later).off('SIGTERM', later).off('SIGHUP', later);
  }
}
