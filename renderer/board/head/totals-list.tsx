import { useBoardText } from '../../i18n/use-board-text.ts';
import type { Totals } from '../rules/totals.ts';

type TotalProps = {
  readonly name: string;
  readonly count: number;
  readonly more?: string;
  /** It wants to be seen. */
  readonly loud?: boolean;
};

export function TotalsList({ totals }: { readonly totals: Totals }) {
  const { text } = useBoardText();
  const { offices, online, offline, unheard, inside, uncounted, needs } = totals;
  return (
    <dl className="totals" aria-label={text('board.totals')}>
      <Total
        name={text('board.total.inside')}
        count={inside}
        more={text('board.total.uncounted', { count: uncounted })}
      />
      <Total name={text('board.total.online')} count={online} more={text('board.total.online.more', { offices })} />
      <Total
        name={text('board.total.offline')}
        count={offline}
        loud={offline > 0}
        {...(unheard > 0 && { more: text('board.total.unheard', { count: unheard }) })}
      />
      <Total name={text('board.total.needs')} count={needs} loud={needs > 0} />
    </dl>
  );
}

function Total({ name, count, more, loud = false }: TotalProps) {
  const { figure } = useBoardText();
  return (
    <div className={loud ? 'total loud' : 'total'}>
      <dt>{name}</dt>
      <dd>
        <strong>{figure(count)}</strong>
        {more && <span>{more}</span>}
      </dd>
    </div>
  );
}
