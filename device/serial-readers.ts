import type { ReaderConfig } from './contract/config.ts';
import type { LineMaker } from './drivers/line-reader/credential-source.ts';
import { LineReader } from './drivers/line-reader/line-reader.ts';
import { Pn532Reader } from './drivers/pn532/pn532-reader.ts';
import { SerialLink, type SerialSettings } from './drivers/serial/serial-link.ts';
import { SourceReader } from './drivers/source-reader.ts';
import type { CardReader } from './ports/card-reader.ts';
import type { Clock } from './ports/clock.ts';
import type { CredentialHasher } from './ports/credential-hasher.ts';

/** The high-speed UART of a PN532 as it comes (NXP UM0701-02 §6.2.2). */
const PN532_BAUD_RATE = 115_200;

type Parts = { readonly clock: Clock; readonly hasher: CredentialHasher };

/** The readers of the config that have a serial line each. */
export function createSerialReaders(readers: readonly ReaderConfig[], { clock, hasher }: Parts): CardReader[] {
  const lineTo =
    (settings: SerialSettings): LineMaker =>
    (listener) =>
      new SerialLink(settings, clock, listener);
  return readers.flatMap((reader) => {
    const { id, driver } = reader;
    if (driver === 'pn532') {
      const makeLine = lineTo({ path: reader.path, baudRate: PN532_BAUD_RATE });
      const parts = { id, kind: driver, clock, hasher };
      return [new SourceReader({ ...parts, makeSource: (listener) => new Pn532Reader({ makeLine, clock, listener }) })];
    }
    if (driver === 'serial') {
      const { path, baudRate, profile } = reader;
      const makeLine = lineTo({ path, baudRate });
      const parts = { id, kind: driver, clock, hasher };
      return [
        new SourceReader({
          ...parts,
          makeSource: (listener) => new LineReader({ makeLine, clock, profile, listener }),
        }),
      ];
    }
    return [];
  });
}
