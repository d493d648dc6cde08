import { useIntl } from 'react-intl';
import type { MessageId } from './catalogue.ts';

export type Text = (id: MessageId, values?: Readonly<Record<string, string | number>>) => string;

/** The texts in the language that is chosen. */
export function useText(): Text {
  const intl = useIntl();
  return (id, values) => intl.formatMessage({ id }, values);
}
