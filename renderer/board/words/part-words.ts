import type { HealthBody } from '../../../device/contract/feed/state.ts';
import type { BoardMessageId } from '../../i18n/board-catalogue.ts';
import { svBoard } from '../../i18n/sv-board.ts';
import type { BoardWords } from '../../i18n/use-board-text.ts';

export type Part = HealthBody['parts'][number];

const NAMES: Readonly<Record<string, BoardMessageId>> = {
  reader: 'host.health.reader',
  strike: 'host.health.strike',
  contact: 'host.health.contact',
  rex: 'host.health.rex',
  tamper: 'host.health.tamper',
  'fire-input': 'board.part.fire-input',
  library: 'host.health.library',
  log: 'host.health.log',
  broker: 'host.health.broker',
  speech: 'host.health.speech',
  headphones: 'host.health.headphones',
  shell: 'board.part.shell',
};

/** What a part, told as `reader front`, is called; as it was told where it is none that we know. */
export function partName(part: string, { text }: BoardWords): string {
  const [kind = '', id = ''] = part.split(' ', 2);
  const name = Object.hasOwn(NAMES, kind) ? NAMES[kind] : undefined;
  return name === undefined ? part : text(name, { id, door: id });
}

/** What is the matter with it, with the code for whoever is called; empty where nothing is. */
export function partTrouble({ faultCode, warningCode }: Part, { text }: BoardWords): string {
  const codes = [faultCode, warningCode].filter((code) => code !== undefined);
  return codes.map((code) => (isKnown(code) ? `${text(`host.health.code.${code}`)} (${code})` : code)).join(' · ');
}

/** Parts that do not work, and then those that do and want looking after. */
export function partsInTrouble(parts: HealthBody['parts']): readonly Part[] {
  const warned = parts.filter(({ state, warningCode }) => state !== 'faulted' && warningCode !== undefined);
  return [...parts.filter(({ state }) => state === 'faulted'), ...warned];
}

type KnownCode = BoardMessageId extends infer Id ? (Id extends `host.health.code.${infer Code}` ? Code : never) : never;

function isKnown(code: string): code is KnownCode {
  return Object.hasOwn(svBoard, `host.health.code.${code}`);
}
