import { z } from 'zod';
import { ok, type Result } from '../../contract/result.ts';
import { fault, type KohaFault } from './faults.ts';

/**
 * What is kept of a patron; names, addresses and birth dates, which every record carries, are not. Koha sends every key
 * of a record, and null for what the box's account may not see (api.koha-community.org, "Background"; Koha/Patron.pm
 * `unredact_list`): a record whose `cardnumber` is null says nothing, and one that lacks the keys is none of Koha's.
 * `expired` came later than the others (api/v1/swagger/definitions/patron.yaml).
 */
const Patron = z.object({
  cardnumber: z.string().nullable(),
  expiry_date: z.iso.date().nullish(),
  expired: z.boolean().nullish(),
  patron_card_lost: z.boolean().nullable(),
  restricted: z.boolean(),
});
export type PatronRecord = z.infer<typeof Patron>;

/** POST /auth/password/validation, 201 (api/v1/swagger/paths/auth.yaml). */
const Validation = z.object({ cardnumber: z.string() });

/** 400, said by the operation itself; a request that Koha's OpenAPI layer refuses has `errors` instead. */
const Refusal = z.object({ error: z.string() });

/** POST /oauth/token, 200 (api/v1/swagger/paths/oauth.yaml). In the alphabet of RFC 6750 §2.1: it goes in a header. */
const Token = z.object({
  access_token: z
    .string()
    .max(4096)
    .regex(/^[\w.~+/-]+=*$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.int().positive(),
});

/** The patrons of a list, which may be empty. */
export function parsePatrons(body: string): Result<readonly PatronRecord[], KohaFault> {
  return parse(z.array(Patron), body);
}

/** The card number whose password was right. */
export function parseValidation(body: string): Result<string, KohaFault> {
  const parsed = parse(Validation, body);
  return parsed.ok ? ok(parsed.value.cardnumber) : parsed;
}

/** Whether it is the answer that a password is wrong. */
export function isPasswordRefusal(body: string): boolean {
  return parse(Refusal, body).ok;
}

export type AccessToken = { readonly token: string; readonly lifeSeconds: number };

export function parseToken(body: string): Result<AccessToken, KohaFault> {
  const parsed = parse(Token, body);
  return parsed.ok ? ok({ token: parsed.value.access_token, lifeSeconds: parsed.value.expires_in }) : parsed;
}

/** Says nothing of what it could not read: that may be somebody's record. */
function parse<T>(schema: z.ZodType<T>, body: string): Result<T, KohaFault> {
  const parsed = schema.safeParse(parseJson(body));
  return parsed.success ? ok(parsed.data) : fault('patron-garbled');
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
