import type { Config } from '../../device/contract/config.ts';
import { brokerInWords } from './words/broker.ts';
import { days } from './words/figures.ts';
import { libraryInWords } from './words/library.ts';
import { pseudonymsInWords } from './words/pseudonyms.ts';
import { libraryAskedIn, pinAskedIn, roomsOf } from './words/rules.ts';

type Setting = { readonly key: string; readonly now: string; readonly matters: string };

/** The settings that an assessment hangs on, and how. */
export function settingsInWords(config: Config): readonly Setting[] {
  return [...privacySettings(config), ...ruleSettings(config), ...linkSettings(config)];
}

function privacySettings({ privacy }: Config): readonly Setting[] {
  return [
    {
      key: 'privacy.pseudonyms',
      now: pseudonymsInWords(privacy).name,
      matters: 'Avgör om besök kan knytas till samma kort, och hur länge. En längre tid kräver en ny bedömning',
    },
    {
      key: 'privacy.visitDays',
      now: days(privacy.visitDays),
      matters: 'Hur länge en passage kan kännas igen på tiden',
    },
    {
      key: 'privacy.operationsDays',
      now: days(privacy.operationsDays),
      matters: 'Rör dörrar och delar, inte personer',
    },
    {
      key: 'privacy.auditDays',
      now: days(privacy.auditDays),
      matters: 'Hur länge värdars ändringar, och korthashar i dem, sparas',
    },
    {
      key: 'privacy.incidentDays',
      now: days(privacy.incidentDays),
      matters: 'Hur länge det värdar skriver om händelser sparas; det kan röra hälsa eller brott',
    },
  ];
}

function ruleSettings(config: Config): readonly Setting[] {
  const { policy, tags } = config;
  return [
    {
      key: 'areas',
      now: roomsOf(config).join(', ') || 'inga',
      matters: 'Passager till egna rum säger mer om personen',
    },
    {
      key: 'policy.modes',
      now: `pinkod: ${pinAskedIn(config) ?? 'aldrig'}; bibliotek: ${libraryAskedIn(config) ?? 'aldrig'}`,
      matters: 'Vad som krävs för att komma in, och vem som får veta det',
    },
    {
      key: 'policy.enrolment',
      now: `vid skärmen: ${policy.enrolment.self ? 'ja' : 'nej'}; gäller: ${policy.enrolment.days === undefined ? 'tills vidare' : days(policy.enrolment.days)}`,
      matters: 'Hur länge ett besökskort är känt',
    },
    {
      key: 'tags.sunKeyFile',
      now: tags.sunKeyFile === undefined ? 'nej' : 'ja',
      matters: 'Taggar med kryptografi går inte att kopiera så lätt',
    },
  ];
}

function linkSettings({ broker, library }: Config): readonly Setting[] {
  return [
    {
      key: 'library.system',
      now: libraryInWords(library)?.name ?? 'inget',
      matters: 'Om kortnummer lämnar boxen',
    },
    {
      key: 'broker.mode',
      now: brokerInWords(broker)?.name ?? 'ingen',
      matters: 'Om antal, händelser utan kort och statistik lämnar boxen',
    },
  ];
}
