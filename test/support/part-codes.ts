import { ServiceFault } from '../../device/drivers/pcsc/messages.ts';
import { sourcesIn } from './sources.ts';

/** What a part may have for a fault or a warning: as it is set in the sources, as it is composed, and as it is passed on. */
export function partCodes(): readonly string[] {
  const sources = sourcesIn('device/drivers', 'device/controller', 'device/broker').map(({ text }) => text);
  const set = [...sources.join('\n').matchAll(/\b(?:fault|warning)Code: '([a-z-]+)'/g)].map(([, code = '']) => code);
  const composed = ['reader', 'keeper'].flatMap((whose) => [`${whose}-process-dead`, `${whose}-process-hung`]);
  const passedOn = [
    ...['storage-full', 'storage-failed', 'storage-slow', 'database-held', 'log-put-aside', 'disk-nearly-full'],
    ...['gpio-library-missing', 'gpio-refused', 'line-absent', 'line-refused', 'line-lost', 'board-silent'],
    ...['shell-frozen', 'shell-gone', ...ServiceFault.options],
  ];
  return [...new Set([...set, ...composed, ...passedOn])].sort();
}
