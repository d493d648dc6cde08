import type { LoggedEvent } from '../../contract/events.ts';
import type { Receipt } from '../../contract/feed/commands.ts';
import type { OutboxDraft, UsedNumber } from '../../ports/access-log.ts';

/** One command that may be carried out, and what is stored with what it does. */
export type Asked = {
  /** By what whoever gave it is called in the log. */
  readonly by: string;
  readonly used: readonly UsedNumber[];
  readonly done: LoggedEvent<'command-done'>;
  readonly receipt: (more?: Pick<Receipt, 'muster'>) => OutboxDraft;
};
