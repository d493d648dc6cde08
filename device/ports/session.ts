/** One browser session at the kiosk; a random value that only the API knows. */
export type SessionId = string & { readonly __id: 'session' };
