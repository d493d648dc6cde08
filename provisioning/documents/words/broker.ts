import type { BrokerConfig } from '../../../device/contract/config.ts';
import { plain } from '../markdown.ts';

type InWords = {
  readonly name: string;
  /** Whether figures leave the box. */
  readonly goesOut: boolean;
  /** Whether somebody on the network could read them. */
  readonly inClear: boolean;
};

/** Who gets the count; null for nobody. */
export function brokerInWords(broker: BrokerConfig): InWords | null {
  switch (broker.mode) {
    case 'none':
      return null;
    case 'embedded':
      return { name: 'en meddelandetjänst i boxen själv, för provkörning', goesOut: false, inClear: false };
    case 'auto':
      return { name: 'en meddelandetjänst på samma maskin, för provkörning', goesOut: false, inClear: false };
    case 'mqtt': {
      const inClear = broker.urls.some((url) => url.startsWith('mqtt:'));
      const name = `meddelandetjänsten ${broker.urls.map(plain).join(', ')} (MQTT, ${inClear ? 'okrypterat' : 'krypterat med TLS'})`;
      return { name, goesOut: true, inClear };
    }
  }
}

export const whatTheBrokerGets =
  'Antal som är inne och hur säkert det är, antal platser, brandlarm, dörrarnas, boxens och delarnas tillstånd, statistik per timme, samt händelser med tid och dörr (till exempel att någon släpptes in, att någon nekades och varför, eller att en värd antecknade en händelse och av vilken sort) utan något som säger vem: inga kort, inga pseudonymer, inga roller, inga namn. Händelser som väntar på meddelandetjänsten tas bort efter 30 dygn.';
