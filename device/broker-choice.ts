import { type BrokerLinkOptions, createBrokerLink } from './broker/broker-link.ts';
import { findLocalBroker } from './broker/find-local-broker.ts';
import { type IdentityFiles, readIdentity } from './broker/identity.ts';
import type { BrokerConfig, OfficeConfig } from './contract/config.ts';
import type { BootId } from './contract/ids.ts';
import type { BrokerLink } from './ports/broker-link.ts';
import type { Clock } from './ports/clock.ts';
import type { Journal } from './ports/journal.ts';
import type { Outbox } from './ports/outbox.ts';

export type ChosenBroker = {
  readonly link: BrokerLink;
  /** For people: which broker, and why. */
  readonly found: string;
  /** Ends a broker that runs in this process. */
  close(): Promise<void>;
};

type LinkParts = {
  readonly office: OfficeConfig;
  readonly bootId: BootId;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly takesCommands: boolean;
};

const nothingToClose = async () => {};
const LOCAL_BROKER = { host: '127.0.0.1', port: 1883, timeoutMs: 300 };

/** Finds or starts the broker that the config asks for. */
export async function chooseBroker(config: BrokerConfig, parts: LinkParts): Promise<ChosenBroker> {
  switch (config.mode) {
    case 'none':
      return { link: noBroker(parts.clock), found: 'none configured', close: nothingToClose };
    case 'mqtt': {
      const [first = '', ...others] = config.urls;
      const link = linkTo({ urls: [first, ...others], protocolVersion: 5, identity: identityOf(config) }, parts);
      return { link, found: config.urls.join(', '), close: nothingToClose };
    }
    case 'auto':
      if (await findLocalBroker(LOCAL_BROKER)) {
        const url = `mqtt://${LOCAL_BROKER.host}:${LOCAL_BROKER.port}`;
        const link = linkTo({ urls: [url], protocolVersion: 5 }, parts);
        return { link, found: `${url}, found on this machine`, close: nothingToClose };
      }
      return await embedded(parts);
    case 'embedded':
      return await embedded(parts);
  }
}

async function embedded(parts: LinkParts): Promise<ChosenBroker> {
  const { startEmbeddedBroker } = await import('./simulator/embedded-broker.ts');
  const broker = await startEmbeddedBroker({ port: 0 });
  // The embedded broker speaks MQTT 3.1.1 only.
  const link = linkTo({ urls: [broker.url], protocolVersion: 4 }, parts);
  return { link, found: `${broker.url}, embedded`, close: () => broker.close() };
}

function linkTo(
  target: Pick<BrokerLinkOptions, 'urls' | 'protocolVersion' | 'identity'>,
  { office, ...parts }: LinkParts,
): BrokerLink {
  return createBrokerLink({ ...target, ...parts, operator: office.operator, office: office.id });
}

function identityOf(config: Extract<BrokerConfig, { mode: 'mqtt' }>): () => ReturnType<typeof readIdentity> {
  const { username, passwordFile, caFile, certFile, keyFile } = config;
  const files: IdentityFiles = {
    ...(caFile !== undefined && { ca: caFile }),
    ...(certFile !== undefined && { certificate: certFile }),
    ...(keyFile !== undefined && { key: keyFile }),
    ...(username !== undefined && { username }),
    ...(passwordFile !== undefined && { password: passwordFile }),
  };
  return () => readIdentity(files);
}

/** An office without a broker: what it would say is not kept. */
function noBroker(clock: Clock): BrokerLink {
  return {
    start: ({ statusChanged }) => statusChanged({ state: 'absent', sinceMs: clock.wallMs() }),
    wake: () => {},
    tell: () => {},
    certificate: () => null,
    stop: nothingToClose,
  };
}
