import { useSyncExternalStore } from 'react';
import { IntlProvider } from 'react-intl';
import { boardLanguageCodes, boardLanguages } from '../i18n/board-languages.ts';
import { languageForms } from '../i18n/language-forms.ts';
import { useBoardText } from '../i18n/use-board-text.ts';
import { LanguageChoice } from '../ui/language-choice.tsx';
import { OfficeDialog } from './details/office-dialog.tsx';
import { BoardHead } from './head/board-head.tsx';
import { FeedNotice } from './head/feed-notice.tsx';
import type { BoardStore } from './live/board-store.ts';
import { NewsLog } from './news-log.tsx';
import type { BoardState } from './rules/board-state.ts';
import { Offices } from './table/offices.tsx';
import { useBoardLanguage } from './use-board-language.ts';
import { useView } from './use-view.ts';

/** The whole page: all offices, as they are now. */
export function BoardApp({ store }: { readonly store: BoardStore }) {
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { language, choose } = useBoardLanguage();
  const catalogue = boardLanguages[language];
  return (
    <IntlProvider locale={languageForms[language].format} messages={catalogue}>
      <main className="board" data-feed={state.feed}>
        <BoardHead
          board={state.board}
          choice={
            <LanguageChoice
              label={catalogue['board.language']}
              codes={boardLanguageCodes}
              language={language}
              onChoose={choose}
            />
          }
        />
        <FeedNotice state={state} />
        <BoardBody state={state} />
      </main>
    </IntlProvider>
  );
}

function BoardBody({ state }: { readonly state: BoardState }) {
  const { board, feed, news } = state;
  const { text } = useBoardText();
  const { view, change } = useView();
  if (board === null) return feed === 'starting' ? <p className="none">{text('board.starting')}</p> : null;
  const details = view.office && board.offices.get(view.office);
  return (
    <>
      <Offices board={board} view={view} change={change} />
      {details ? (
        <OfficeDialog office={details} dayMs={board.dayMs} onClose={() => change({ office: null })}>
          {/* Of what is outside an open dialog nothing is read out. */}
          <FeedNotice state={state} />
          <NewsLog news={news} />
        </OfficeDialog>
      ) : (
        <NewsLog news={news} />
      )}
    </>
  );
}
