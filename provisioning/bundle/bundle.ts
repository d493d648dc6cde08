import { z } from 'zod';
import { Config } from '../../device/contract/config.ts';
import { OfficeId, OperatorId } from '../../device/contract/ids.ts';

/** The loopback port of a provisioned box, which its screen is started with. */
export const BOX_PORT = 7380;

/** Blocks of RFC 7468 and nothing around them, so that what is written to a file is what was checked. */
const pem = (label: string) =>
  z
    .string()
    .max(8_192)
    .regex(new RegExp(`^-----BEGIN ${label}-----\\n[A-Za-z0-9+/=\\n]+-----END ${label}-----\\n?$`), `PEM, ${label}`);

/**
 * A box's config as it is to lie in its file. It is checked by `Config`, and kept as it was written: what `Config` makes
 * of it has defaults and rules filled in, and is no config file any more.
 */
export const BoxConfig = z.custom<z.input<typeof Config>>().superRefine((given, context) => {
  for (const { path, message } of Config.safeParse(given).error?.issues ?? [])
    context.addIssue({ code: 'custom', path: [...path], message });
});
export type BoxConfig = z.infer<typeof BoxConfig>;

export const BUNDLE_FORMAT = 'ak-bundle/1';

/** All that makes a bare box the box of one office. */
export const Bundle = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  operator: OperatorId,
  office: OfficeId,
  /** Rises with each bundle of that office. */
  serial: z.int().min(1),
  issuedAt: z.iso.datetime(),
  config: BoxConfig,
  brokerAuthority: pem('CERTIFICATE'),
  brokerCertificate: pem('CERTIFICATE'),
  /** PKCS#8. */
  brokerKey: pem('PRIVATE KEY'),
  /** Cards are hashed with it: 32 bytes, as base64. */
  credentialKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/, '32 bytes, base64'),
  /** Who signed this: SPKI, Ed25519. */
  operatorKey: pem('PUBLIC KEY'),
  /** Who signs releases: SPKI, Ed25519. Null where updates come by other ways. */
  releaseKey: pem('PUBLIC KEY').nullable(),
});
export type Bundle = z.infer<typeof Bundle>;

export type BundleFault = {
  readonly code:
    | 'bundle-too-large'
    /** It is no bundle, or one that is torn or badly made. */
    | 'bundle-malformed'
    /** It was made by a newer `kontoret`. */
    | 'bundle-format-unknown'
    /** The passphrase is wrong, or the first bytes of the file are. */
    | 'passphrase-wrong'
    /** The passphrase is right, and what it locks was changed or cut off. */
    | 'bundle-damaged'
    /** Another operator signed it than the one that this box belongs to. */
    | 'operator-other'
    | 'signature-wrong'
    /** Its parts do not belong together. */
    | 'bundle-inconsistent'
    /** The operator's key that it was to be held against is none. */
    | 'operator-key-malformed';
  readonly detail: string;
};
