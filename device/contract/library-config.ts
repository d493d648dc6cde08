import { z } from 'zod';
import { SIMULATED } from './hardware.ts';
import { meta } from './meta.ts';

const Secret = z.string().min(1).meta(meta('Secret file', 'Path of a file readable by this box alone.'));

/** The library's system, which says who is a borrower in good standing. */
export const Library = z.discriminatedUnion('system', [
  z.strictObject({ system: z.literal('none') }),
  z.strictObject({ system: z.literal('local') }),
  z.strictObject({ system: z.literal(SIMULATED) }),
  z.strictObject({
    system: z.literal('sip2'),
    host: z.string().min(1).max(253).meta(meta('Host', 'Name or address of the library’s SIP2 server.')),
    port: z.int().min(1).max(65_535).default(6001).meta(meta('Port', 'Of that server; often 6001.')),
    tls: z
      .strictObject({
        caFile: z
          .string()
          .min(1)
          .optional()
          .meta(meta('CA file', 'PEM; without it the system’s authorities are trusted.')),
        servername: z
          .string()
          .min(1)
          .optional()
          .meta(meta('Server name', 'In the certificate, where it is not the host.')),
      })
      .optional()
      .meta(meta('TLS', 'Without it names and PINs cross the network in clear.')),
    charset: z.enum(['utf-8', 'latin1', 'ibm850']).default('utf-8').meta(meta('Charset', 'As the library is set.')),
    institution: z.string().max(255).default('').meta(meta('Institution', 'AO, as the library calls itself.')),
    location: z.string().max(255).optional().meta(meta('Location', 'CP, as the library calls this box.')),
    terminalPasswordFile: Secret.optional(),
    login: z
      .strictObject({ user: z.string().min(1).meta(meta('User', 'CN of the login.')), passwordFile: Secret })
      .optional(),
    denyPositions: z
      .array(z.int().min(1).max(14))
      .default([5])
      .meta(
        meta('Conditions that refuse', 'Of the fourteen of SIP2’s patron status, from 1; 5 is "card reported lost".'),
      ),
    language: z
      .string()
      .regex(/^\d{3}$/)
      .default('001')
      .meta(meta('Language', 'Three digits of SIP2’s table.')),
    errorDetection: z
      .boolean()
      .default(true)
      .meta(meta('Error detection', 'Off where the library sends no checksums.')),
  }),
  z.strictObject({
    system: z.literal('koha'),
    url: z.string().min(1).meta(meta('Address', 'https://koha.example.se, without /api/v1.')),
    caFile: z.string().min(1).optional().meta(meta('CA file', 'PEM; without it the system’s authorities are trusted.')),
    login: z
      .discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('basic'),
          user: z
            .string()
            .regex(/^[^:]+$/, 'without a colon')
            .meta(meta('User', 'An account that may list borrowers.')),
          passwordFile: Secret,
        }),
        z.strictObject({
          kind: z.literal('client-credentials'),
          clientId: z.string().min(1).meta(meta('Client', 'Of an API key pair of that account.')),
          secretFile: Secret,
        }),
      ])
      .meta(meta('Login', 'Of an account that may list borrowers.')),
    denyRestricted: z
      .boolean()
      .default(false)
      .meta(meta('Restrictions refuse', 'Whether a restricted patron is refused.')),
  }),
]);
