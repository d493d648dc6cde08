import { useIntl } from 'react-intl';
import type { SnapshotSections } from '../../device/contract/api.ts';

type Props = { readonly announcement: NonNullable<SnapshotSections['announcement']> };

/** What central staff have to say: in the language that is chosen, where they have said it in it. */
export function Announcement({ announcement: { texts } }: Props) {
  const { language } = new Intl.Locale(useIntl().locale);
  const lang = language in texts ? language : 'sv';
  return (
    <p className="announcement" role="status" lang={lang}>
      {texts[lang]}
    </p>
  );
}
