/** In the order of their numbers in the database. Without zod: the storage thread has no use for it, and little memory. */
export const CREDENTIAL_ROLES = ['visitor', 'host', 'staff', 'cleaner', 'guest'] as const;
