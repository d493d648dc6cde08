/** In the order in which they are shown. */
export const HOUSE_RULES = ['free', 'nobody-asks', 'kind', 'quiet', 'tidy'] as const;
