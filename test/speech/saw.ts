/** A WAV file: a tenth of a second of a saw-tooth, mono, 16 bits, 22,050 Hz. */
export function saw(): Buffer {
  const samples = Buffer.alloc(4_410);
  for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE((at * 40) % 30_000, at);
  const header = Buffer.from(
    '524946460000000057415645666d742010000000010001002256000044ac0000020010006461746100000000',
    'hex',
  );
  header.writeUInt32LE(samples.length + 36, 4);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
