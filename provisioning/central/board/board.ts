import { once } from 'node:events';
import { EXIT, type ExitCode } from '../../command-line/exit-codes.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { SqliteHistory } from '../history/sqlite-history.ts';
import { readBoardOrder } from './arguments.ts';
import { startBoard } from './start-board.ts';

/** `central board`: until it is told to stop (SIGTERM, SIGINT). */
export async function board(args: readonly string[], pageFolder: string, { say, note }: Terminal): Promise<ExitCode> {
  const order = readBoardOrder(args);
  if (!order.ok) {
    note(order.error.detail);
    return order.error.code === 'wrong' ? EXIT.usage : EXIT.noInput;
  }
  const history = SqliteHistory.open(order.value.data);
  if (!history.ok) {
    note(`${history.error.detail} (${history.error.code})`);
    return EXIT.cannotCreate;
  }
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  try {
    const running = await startBoard(order.value, { history: history.value, pageFolder, note, now: Date.now });
    say(running.startUrl);
    note('That address opens one browser; the next one is made of the token in board-token in the data folder.');
    await stopped;
    await running.stop();
    return EXIT.done;
  } catch (cause) {
    await history.value.close();
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    note(`Port ${order.value.port} is in use.`);
    return EXIT.cannotCreate;
  }
}
