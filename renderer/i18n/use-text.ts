import { type IntlShape, useIntl } from 'react-intl';
import type { MessageId } from './catalogue.ts';

export type Text = (id: MessageId, values?: Readonly<Record<string, string | number>>) => string;

/** The texts in the language that is chosen. */
export function useText(): Text {
  return textOf(useIntl());
}

/** The same outside of what is drawn. */
export function textOf(intl: IntlShape): Text {
  return (id, values) => intl.formatMessage({ id }, values);
}
