import { Config } from '../../device/contract/config.ts';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { BOX_PORT, BoxConfig } from '../bundle/bundle.ts';
import { placesOf } from '../files/places.ts';
import { kohaProblem, unreadableTimes } from './config-checks.ts';
import type { GivenConfig } from './office-register.ts';
import type { Operator } from './open-operator.ts';

export type ConfigFault = {
  readonly code: 'config-malformed' | 'config-of-other-operator' | 'broker-in-clear' | 'names-too-long';
  readonly detail: string;
};

/** A common name has 64 characters at most (RFC 5280, ub-common-name), and a box's is `operator/office`. */
const LONGEST_NAME = 64;

/**
 * The whole config of an office's box, from what differs per office. What a bundle brings is filled in, whatever was said
 * of it: that the box is provisioned, where the broker's files lie, the port, and the operator's command keys.
 */
export function boxConfig(
  given: GivenConfig,
  operator: Pick<Operator, 'id' | 'commandKeys'>,
): Result<BoxConfig, ConfigFault> {
  const checked = BoxConfig.safeParse(filledIn(given, operator));
  if (!checked.success) {
    const problems = checked.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
    return err({ code: 'config-malformed', detail: problems.join('; ') });
  }
  const fault = faultOf(Config.parse(checked.data), operator.id);
  return fault === null ? ok(checked.data) : err(fault);
}

function faultOf(config: Config, operator: string): ConfigFault | null {
  const { office, broker } = config;
  const unreadable = unreadableTimes(config) ?? kohaProblem(config);
  if (unreadable !== null) return { code: 'config-malformed', detail: unreadable };
  if (office.operator !== operator)
    return { code: 'config-of-other-operator', detail: `office.operator: ${office.operator}; this is ${operator}` };
  if (`${operator}/${office.id}`.length > LONGEST_NAME)
    return { code: 'names-too-long', detail: `operator and office have ${LONGEST_NAME - 1} characters at most` };
  if (broker.mode === 'mqtt' && !broker.urls.every((url) => url.startsWith('mqtts:')))
    return { code: 'broker-in-clear', detail: 'broker.urls: mqtts:// alone, or nobody sees the box’s certificate' };
  return null;
}

function filledIn(given: GivenConfig, { id, commandKeys }: Pick<Operator, 'id' | 'commandKeys'>): GivenConfig {
  const { brokerAuthority, brokerCertificate, brokerKey } = placesOf('/');
  const { office, broker, commandKeys: own = [], ...rest } = given;
  const files = { caFile: brokerAuthority, certFile: brokerCertificate, keyFile: brokerKey };
  const names = new Set<unknown>(commandKeys.map((key) => key.id));
  return {
    ...rest,
    provisioned: true,
    office: isObject(office) ? { operator: id, ...office } : office,
    ...(broker === undefined
      ? {}
      : { broker: isObject(broker) && broker.mode === 'mqtt' ? { ...broker, ...files } : broker }),
    commandKeys: Array.isArray(own) ? [...commandKeys, ...own.filter((key) => !names.has(key?.id))] : own,
    api: { port: BOX_PORT },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
