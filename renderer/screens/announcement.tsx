import { useIntl } from 'react-intl';
import type { Snapshot } from '../../device/contract/api.ts';
import { useText } from '../i18n/use-text.ts';

type Props = Pick<Snapshot, 'announcement' | 'hostAnnouncement'>;

/**
 * What central staff have to say, in the language that is chosen where they have said it in it; below it what the host
 * has, as it was typed. Central staff's is first: it is signed, and is told in every office.
 */
export function Announcements({ announcement, hostAnnouncement }: Props) {
  return (
    <>
      {announcement && <FromCentral texts={announcement.texts} />}
      {hostAnnouncement && <FromHost text={hostAnnouncement.text} />}
    </>
  );
}

function FromCentral({ texts }: { readonly texts: Readonly<Record<string, string>> }) {
  const { language } = new Intl.Locale(useIntl().locale);
  const lang = language in texts ? language : 'sv';
  return (
    <p className="announcement" role="status">
      <bdi lang={lang}>{texts[lang]}</bdi>
    </p>
  );
}

function FromHost({ text: told }: { readonly text: string }) {
  const text = useText();
  return (
    <p className="announcement by-host" role="status">
      <span className="announcer">{text('announcement.by-host')}</span> <bdi>{told}</bdi>
    </p>
  );
}
