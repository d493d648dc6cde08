import { useState } from 'react';
import { useBoardText } from '../i18n/use-board-text.ts';
import type { BoardState } from './rules/board-state.ts';

/** Says alarms that begin from now on to a screen reader, each once and when it has finished what it says. */
export function NewsLog({ news }: { readonly news: BoardState['news'] }) {
  const { text } = useBoardText();
  const [told] = useState(news.at(-1)?.number ?? 0);
  const begun = news.filter(({ number }) => number > told);
  return (
    <div className="heard-only" role="log">
      {begun.map(({ number, kind, offices }) => (
        <p key={number}>{text(`board.news.${kind}`, { count: offices.length, office: offices[0] ?? '' })}</p>
      ))}
    </div>
  );
}
