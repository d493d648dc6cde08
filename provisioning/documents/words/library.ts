import type { Config, LibraryConfig } from '../../../device/contract/config.ts';
import { plain } from '../markdown.ts';
import { days } from './figures.ts';
import { libraryAskedIn } from './rules.ts';

type InWords = {
  readonly name: string;
  /** What leaves the box for it, and what comes back. */
  readonly asked: string;
  /** Whether card numbers leave the box. */
  readonly goesOut: boolean;
  /** Whether somebody on the network could read them. */
  readonly inClear: boolean;
};

/** The library whose cards the rules may ask about; null for none. */
export function libraryInWords(library: LibraryConfig): InWords | null {
  switch (library.system) {
    case 'none':
      return null;
    case 'local':
      return {
        name: 'bibliotekets kortlista, inläst i boxen',
        asked:
          'Inget skickas: boxen jämför med en lista som biblioteket har lämnat. Listan sparas som korthashar med sista giltighetsdag.',
        ...{ goesOut: false, inClear: false },
      };
    case 'simulated':
      return {
        name: 'ett simulerat bibliotek, för provkörning',
        asked: 'Inget skickas utanför boxen.',
        ...{ goesOut: false, inClear: false },
      };
    case 'sip2':
      return {
        name: `bibliotekssystemet ${plain(library.host)}:${library.port} (SIP2, ${library.tls ? 'krypterat med TLS' : 'okrypterat'})`,
        asked: fullAnswer,
        ...{ goesOut: true, inClear: library.tls === undefined },
      };
    case 'koha':
      return {
        name: `bibliotekssystemet ${plain(library.url)} (Koha)`,
        asked: fullAnswer,
        // The box takes http:// on its own machine alone (koha-address.ts).
        ...{ goesOut: true, inClear: false },
      };
  }
}

const fullAnswer =
  'Boxen skickar kortets nummer och, där pinkod krävs, bibliotekets pinkod. Systemet kan svara med namn, adress och födelsedatum; boxen läser om kortet är giltigt och kastar resten. Nummer och pinkod sparas inte.';

/** Whether a library outside the box may be told that a card was shown here. */
export function libraryIsTold(config: Config): boolean {
  return libraryAskedIn(config) !== null && libraryInWords(config.library)?.goesOut === true;
}

/** When it is asked and what is remembered, in whole sentences. */
export function libraryAsking(config: Config): string {
  const asked = libraryAskedIn(config);
  if (asked === null) return 'Reglerna i konfigurationen frågar inte om något bibliotekskort.';
  const when = `Det sker när kontoret är ${asked} och kortet inte är registrerat i boxen.`;
  if (config.library.system === 'local') return when;
  return `${when} Ett godkännande sparas som korthash och datum i ${days(config.policy.library.knownDays)}.`;
}
