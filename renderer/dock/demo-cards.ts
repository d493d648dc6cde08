/** A card that the demonstration knows nothing of. */
export const DOCK_VISITOR_CARD = '04A1B2C3D4E5F6';

/** The card that the demonstration has enrolled as a host's. */
export const DOCK_HOST_CARD = '04DE300000DE01';

/** What a phone answers: 4 bytes that start with 08, made up anew (ISO/IEC 14443-3 §6.5.4). Upper-case hex. */
export function randomUid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(3));
  return `08${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}
