/** A message with its checksum, summed up here and not by the code that is tested. Characters are bytes. */
export function checked(text: string): string {
  let sum = 0;
  for (const character of `${text}AZ`) sum = (sum + character.charCodeAt(0)) & 0xffff;
  return `${text}AZ${((0x10000 - sum) & 0xffff).toString(16).toUpperCase().padStart(4, '0')}`;
}

export const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
