import { join } from 'node:path';

/** Where everything lies in an operator's folder: 0700, what is secret in it 0600. */
export function filesOf(folder: string) {
  const at = (name: string) => join(folder, name);
  return {
    folder,
    about: at('operator.json'),
    /** Signs the certificates of boxes, brokers and staff: EC P-256, PKCS#8. */
    authorityKey: at('authority.key'),
    authority: at('authority.crt'),
    /** Signs bundles: Ed25519, PKCS#8; and what boxes know of it, SPKI. */
    operatorKey: at('operator.key'),
    operatorPublic: at('operator.pub'),
    /** Signs commands: Ed25519, PKCS#8, as `central keygen` makes them. */
    commandKey: at('command.key'),
    /** Every key whose commands the offices take; entries of `central keygen` may be added. */
    commandKeys: at('command-keys.json'),
    /** Signs releases; not there where somebody else makes them. */
    releaseKey: at('release.key'),
    releasePublic: at('release.pub'),
    /** What cards are hashed with: 32 bytes. */
    credentialKey: at('credential.key'),
    offices: at('offices'),
    /** Which certificates brokers and staff have; no secrets. */
    certificates: at('certificates.json'),
  } as const;
}
export type OperatorFiles = ReturnType<typeof filesOf>;
