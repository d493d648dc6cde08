import { z } from 'zod';
import type { AuditCommand } from '../../../device/contract/audit.ts';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { UpdateWindow } from '../../../device/contract/update-window.ts';
import { controllerAddress } from '../../files/controller-address.ts';
import type { Places } from '../../files/places.ts';
import { systemErrorOf } from '../system-error.ts';
import { DoorHealth } from './well-parts.ts';

export type DoorFault = { readonly code: 'door-not-answering'; readonly detail: string };
type Answer<T> = Promise<Result<T, DoorFault>>;

/** What the controller of this box says of itself, and what its log is told. */
export type Door = {
  window(): Answer<UpdateWindow>;
  health(): Answer<DoorHealth>;
  audit(event: AuditCommand): Answer<unknown>;
};

/** In ms; the controller answers in a few. */
const LONGEST_ANSWER = 5_000;

/** By its API, as whoever can read the data folder. A controller that has moved since is found where it says now. */
export function doorOf({ data }: Pick<Places, 'data'>): Door {
  const ask = <T>(path: string, schema: z.ZodType<T>, body?: AuditCommand) => askDoor(data, path, schema, body);
  return {
    window: () => ask('api/admin/update-window', UpdateWindow),
    health: () => ask('api/health', DoorHealth),
    audit: (event) => ask('api/admin/audit', z.unknown(), event),
  };
}

async function askDoor<T>(data: string, path: string, schema: z.ZodType<T>, body?: AuditCommand): Answer<T> {
  const told = addressIn(data);
  if (told === null) return silent('no controller has run here');
  const { url, token } = told;
  const sent = body && { method: 'POST', body: JSON.stringify(body) };
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  try {
    const signal = AbortSignal.timeout(LONGEST_ANSWER);
    const response = await fetch(new URL(path, url), { ...sent, headers, signal, redirect: 'error' });
    const answer = schema.safeParse(await response.json());
    if (!response.ok) return silent(`${path} is refused (${response.status})`);
    return answer.success ? ok(answer.data) : silent(`what ${path} answers is not understood`);
  } catch (cause) {
    if (cause instanceof TypeError || cause instanceof SyntaxError || cause instanceof DOMException)
      return silent('the controller does not answer');
    throw cause;
  }
}

function addressIn(data: string): ReturnType<typeof controllerAddress> {
  try {
    return controllerAddress({ data });
  } catch (cause) {
    systemErrorOf(cause);
    return null;
  }
}

function silent(detail: string) {
  return err({ code: 'door-not-answering', detail } as const);
}
