const DAY_MS = 86_400_000;

type Lasting = { readonly notAfter: string; readonly revokedAt?: string | undefined };

/** Whole days; below zero once it has ended. */
export function daysLeft({ notAfter }: Pick<Lasting, 'notAfter'>, now: Date): number {
  return Math.floor((Date.parse(notAfter) - now.getTime()) / DAY_MS);
}

/** How a certificate is, in words for a list. */
export function stateOf(certificate: Lasting, now: Date): string {
  if (certificate.revokedAt !== undefined) return 'is revoked';
  const days = daysLeft(certificate, now);
  return days < 0 ? 'has run out' : `has ${days} days left`;
}
