/** Of a library's messages: agreed on with the library. `latin1` is ISO/IEC 8859-1; `ibm850` is SIP2's own default. */
export type Charset = 'utf-8' | 'latin1' | 'ibm850';

/** Code page 850 from 80 to FF; below it is ASCII. */
const IBM850_UPPER = [
  'ÇüéâäàåçêëèïîìÄÅ',
  'ÉæÆôöòûùÿÖÜø£Ø×ƒ',
  'áíóúñÑªº¿®¬½¼¡«»',
  '░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐',
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤',
  'ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀',
  'ÓßÔÒõÕµþÞÚÛÙýÝ¯´',
  '\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
].join('');

const UNKNOWN = 0x3f;

/** Whether every character has its bytes in the charset. */
export function canWrite(text: string, charset: Charset): boolean {
  if (charset === 'utf-8') return text.isWellFormed();
  return [...text].every((character) => byteOf(character, charset) !== null);
}

/** The bytes; "?" for a character that the charset does not have. */
export function encodeText(text: string, charset: Charset): Uint8Array {
  if (charset === 'utf-8') return Uint8Array.from(Buffer.from(text, 'utf8'));
  return Uint8Array.from([...text], (character) => byteOf(character, charset) ?? UNKNOWN);
}

/** The text; U+FFFD for bytes that are no character. */
export function decodeText(bytes: Uint8Array, charset: Charset): string {
  const buffer = Buffer.from(bytes);
  if (charset !== 'ibm850') return buffer.toString(charset === 'utf-8' ? 'utf8' : 'latin1');
  return [...buffer]
    .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : (IBM850_UPPER[byte - 0x80] ?? '')))
    .join('');
}

/** Null where there is none: to cut a code point to its low byte would make U+010D a carriage return. */
function byteOf(character: string, charset: 'latin1' | 'ibm850'): number | null {
  const code = character.codePointAt(0) ?? UNKNOWN;
  if (code < 0x80) return code;
  if (charset === 'latin1') return code <= 0xff ? code : null;
  const at = IBM850_UPPER.indexOf(character);
  return at < 0 ? null : 0x80 + at;
}
