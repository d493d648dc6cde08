import { useBoardText } from '../i18n/use-board-text.ts';
import type { BoardState } from './rules/board-state.ts';

/** Says new alarms to a screen reader, each once and when it has finished what it says. Always in the page. */
export function NewsLog({ news }: { readonly news: BoardState['news'] }) {
  const { text } = useBoardText();
  return (
    <div className="heard-only" role="log">
      {news.map(({ number, kind, offices }) => (
        <p key={number}>{text(`board.news.${kind}`, { count: offices.length, office: offices[0] ?? '' })}</p>
      ))}
    </div>
  );
}
