/** What a call of the system, or of a package that makes such calls, threw; anything without a code is a bug, and thrown on. */
export function systemErrorOf(cause: unknown): { readonly code: string; readonly message: string } {
  if (!(cause instanceof Error && 'code' in cause && typeof cause.code === 'string')) throw cause;
  return { code: cause.code, message: cause.message };
}
