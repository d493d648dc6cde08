/** What somebody could have written these bytes down as: themselves, in hexadecimal, in base64 of both alphabets. */
function spellings(secret: Buffer): readonly Buffer[] {
  const hex = secret.toString('hex');
  const base64 = secret.toString('base64').replace(/=+$/, '');
  return [secret, ...[hex, hex.toUpperCase(), base64, secret.toString('base64url')].map((text) => Buffer.from(text))];
}

/** Where one of the secrets is told, by the name of each; none where all is well. */
export function told(
  secrets: Readonly<Record<string, Buffer>>,
  where: Readonly<Record<string, Buffer>>,
): readonly string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries(where).flatMap(([place, bytes]) =>
      spellings(secret).some((spelling) => bytes.includes(spelling)) ? [`${name} in ${place}`] : [],
    ),
  );
}
