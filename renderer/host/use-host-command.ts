import { useEffect, useState } from 'react';
import { isMessageId, type MessageId } from '../i18n/catalogue.ts';
import type { Answer } from '../live/commands.ts';

const SHOWN_MS = 4_000;

/** That a button had no effect, or had one that is not seen elsewhere. */
export type HostNotice = { readonly tone: 'welcome' | 'refusal'; readonly text: MessageId };

/** Runs a command. `done` is said when it was taken, where nothing else on the screen shows it. */
export type RunCommand = (command: Promise<Answer<unknown>>, done?: MessageId) => void;

/** `notice` is there for a few seconds after a command. */
export function useHostCommand(): { readonly run: RunCommand; readonly notice: HostNotice | null } {
  const [notice, setNotice] = useState<HostNotice | null>(null);
  const run: RunCommand = (command, done) => {
    void command.then((answer) => {
      if (!answer.ok) setNotice({ tone: 'refusal', text: refusalText(answer.error.code) });
      else if (done !== undefined) setNotice({ tone: 'welcome', text: done });
    });
  };
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => setNotice(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return { run, notice };
}

/** Why, where the controller has told it: in words for a host, or in those that a card is refused with at that door. */
export function refusalText(code: string): MessageId {
  return [`host.refused.${code}`, `denied.${code}.why`].find(isMessageId) ?? 'host.failed';
}
