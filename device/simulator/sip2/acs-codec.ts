/** A simulated library's own codec: what a terminal sends, and how an answer is put together (3M SIP 2.00). */
export type TerminalMessage = {
  readonly code: string;
  /** What comes after the code and has no field identifier. */
  readonly fixed: string;
  readonly fields: ReadonlyMap<string, string>;
  /** One digit; null without error detection. */
  readonly sequence: string | null;
  /** The last characters, by which a message that is sent twice is known. */
  readonly check: string;
};

const FIXED: Readonly<Record<string, number>> = { '23': 21, '35': 18, '63': 31, '93': 2, '97': 0, '99': 8 };

/** How characters become numbers: their bytes, or, as some systems have it, their code points. */
export type Sum = (text: string) => number;

export const sumOfBytes: Sum = (text) => Buffer.from(text, 'utf8').reduce((total, byte) => total + byte, 0);
export const sumOfCharacters: Sum = (text) =>
  [...text].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);

/** One line of a terminal, in UTF-8, without its CR. Null: it is not known. `spoilt`: its checksum is wrong. */
export function decodeTerminal(line: string, sum: Sum): TerminalMessage | 'spoilt' | null {
  const code = line.substring(0, 2);
  const fixedLength = FIXED[code];
  if (fixedLength === undefined) return null;
  const azAt = line.length - 6;
  const isChecked = line.substring(azAt, azAt + 2) === 'AZ';
  if (isChecked && (sum(line.substring(0, azAt + 2)) + Number.parseInt(line.substring(azAt + 2), 16)) % 65_536 !== 0)
    return 'spoilt';
  const isNumbered = isChecked && line.substring(azAt - 3, azAt - 1) === 'AY';
  const end = isNumbered ? azAt - 3 : isChecked ? azAt : line.length;
  const fields = new Map<string, string>();
  for (const field of line.substring(2 + fixedLength, end).split('|'))
    if (field.length >= 2) fields.set(field.substring(0, 2), field.substring(2));
  return {
    code,
    fixed: line.substring(2, 2 + fixedLength),
    fields,
    sequence: isNumbered ? line.charAt(azAt - 1) : null,
    check: line.substring(end),
  };
}

/** An answer with its sequence number and checksum, where the terminal had one; without the end of the line. */
export function sealAnswer(text: string, sequence: string | null, sum: Sum): string {
  if (sequence === null) return text;
  return checked(`${text}AY${sequence}`, sum);
}

/** 96: the terminal is to send its last message again. */
export function resendWanted(sum: Sum): string {
  return checked('96', sum);
}

function checked(text: string, sum: Sum): string {
  const check = (65_536 - (sum(`${text}AZ`) % 65_536)) % 65_536;
  return `${text}AZ${check.toString(16).toUpperCase().padStart(4, '0')}`;
}
