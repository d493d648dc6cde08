import { z } from 'zod';
import { CommandKeyId, CommandType } from './feed/commands.ts';
import { meta } from './meta.ts';

/** A host by name or address, in brackets where that is IPv6, and a port or none. */
const BROKER_URL = /^mqtts?:\/\/(\[[\dA-Fa-f:.]+\]|[^/?#@\s:[\]]+)(:[1-9]\d{0,4})?$/;
const HIGHEST_PORT = 65_535;

const BrokerUrl = z
  .string()
  .regex(BROKER_URL, 'mqtt://host:port or mqtts://host:port, without credentials')
  .refine((url) => Number(/:(\d+)$/.exec(url)?.[1] ?? 1) <= HIGHEST_PORT, `a port is ${HIGHEST_PORT} at most`);

/** Where the feed goes. */
export const Broker = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('none') }),
  z.strictObject({ mode: z.literal('auto') }),
  z.strictObject({ mode: z.literal('embedded') }),
  z.strictObject({
    mode: z.literal('mqtt'),
    urls: z
      .array(BrokerUrl)
      .min(1)
      .max(8)
      .meta(meta('Addresses', 'mqtt://host:port, or mqtts://host:port for TLS; of one broker or cluster, in turn.')),
    username: z.string().min(1).max(120).optional().meta(meta('User name', 'As the broker knows this box.')),
    passwordFile: z
      .string()
      .min(1)
      .optional()
      .meta(meta('Password file', 'Path of a file readable by this box alone.')),
    caFile: z.string().min(1).optional().meta(meta('CA file', 'PEM; without it the system’s authorities are trusted.')),
    certFile: z
      .string()
      .min(1)
      .optional()
      .meta(meta('Certificate', 'PEM, by which the broker knows this box; read anew each hour.')),
    keyFile: z.string().min(1).optional().meta(meta('Key', 'PEM, of that certificate; readable by this box alone.')),
  }),
]);

/** Who may command this box through the broker, and what. Nobody may, without an entry. */
export const CommandKey = z.strictObject({
  id: CommandKeyId.meta(meta('Key', 'Its name in commands, and in the log.')),
  publicKey: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, '32 bytes, base64')
    .meta(meta('Public key', 'Ed25519, the 32 bytes as base64, as `npm run central -- keygen` tells it.')),
  rights: z.array(CommandType).min(1).meta(meta('Rights', 'The commands that this key may give.')),
});
export type CommandKey = z.infer<typeof CommandKey>;
