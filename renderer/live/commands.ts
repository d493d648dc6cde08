import type { z } from 'zod';
import type { CorrectionReason, CredentialRole } from '../../device/contract/access.ts';
import {
  type DeniedCardCommand,
  type DoorModeCommand,
  ErrorBody,
  GuestPassAnswer,
  type GuestPassCommand,
  type NextCardCommand,
  type PresentCommand,
} from '../../device/contract/api.ts';
import type { ExportKind } from '../../device/contract/exports.ts';
import type { DoorId, ReaderId } from '../../device/contract/ids.ts';
import type { IncidentCategory } from '../../device/contract/incidents.ts';
import { err, ok, type Result } from '../../device/contract/result.ts';
import type { HoldPurgeCommand } from '../../device/contract/retention.ts';

/** What the controller answered. `code` is its own, or `unreachable` when nothing that can be read came back. */
export type Answer<T = void> = Result<T, { readonly code: string }>;

const unreachable = err({ code: 'unreachable' });

/** `body`: null for what is only looked at. */
async function send(path: string, body: object | null): Promise<Answer<unknown>> {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(path, body === null ? {} : { method: 'POST', headers, body: JSON.stringify(body) });
    const answer: unknown = await response.json();
    if (response.ok) return ok(answer);
    const refusal = ErrorBody.safeParse(answer);
    return refusal.success ? err({ code: refusal.data.code }) : unreachable;
  } catch {
    return unreachable;
  }
}

/** Asks for what has no answer but that it was done. */
export async function post(path: string, body: object = {}): Promise<Answer> {
  const answer = await send(path, body);
  return answer.ok ? ok(undefined) : answer;
}

/** What `body` is answered with, in this shape. */
export async function ask<T>(shape: z.ZodType<T>, path: string, body: object | null): Promise<Answer<T>> {
  const answer = await send(path, body);
  if (!answer.ok) return answer;
  const read = shape.safeParse(answer.value);
  return read.success ? ok(read.data) : unreachable;
}

/** What a visitor's buttons ask of the controller. `id`: of the PIN entry, or of the tap. */
export const visitorCommands = {
  moreTime: (door: DoorId) => post('/api/kiosk/more-time', { door }),
  enrol: () => post('/api/kiosk/enrol'),
  pin: (id: number, pin: string) => post('/api/kiosk/pin', { id, pin }),
  cardMoreTime: () => post('/api/kiosk/card-more-time'),
  pinMoreTime: (id: number) => post('/api/kiosk/pin-more-time', { id }),
  pinCancel: (id: number) => post('/api/kiosk/pin-cancel', { id }),
  choosePin: (id: number, pin: string) => post('/api/kiosk/choose-pin', { id, pin }),
  companions: (id: number, companions: number) => post('/api/kiosk/companions', { id, companions }),
};

/** What the host's buttons ask of the controller. What comes of it is seen in the next snapshot. */
export const hostCommands = {
  requestView: () => post('/api/host/request-view'),
  cancel: () => post('/api/host/cancel'),
  closeView: () => post('/api/host/close-view'),
  activity: () => post('/api/host/activity'),
  openDoor: (door: DoorId, extended = false) => post('/api/host/open-door', { door, extended }),
  doorMode: (door: DoorId, command: DoorModeCommand['command']) => post('/api/host/door-mode', { door, command }),
  correctCount: (present: number, reason: CorrectionReason) => post('/api/host/correct-count', { present, reason }),
  enrolNext: (role: CredentialRole) => post('/api/host/enrol-next', { role }),
  nextCard: (purpose: NextCardCommand['purpose']) => post('/api/host/next-card', { purpose }),
  deniedCard: (ref: number, action: DeniedCardCommand['action']) => post('/api/host/denied-card', { ref, action }),
  guestPass: (wish: GuestPassCommand) => ask(GuestPassAnswer, '/api/host/guest-pass', wish),
  revokePass: (ref: number) => post('/api/host/revoke-pass', { ref }),
  rollCall: (minutes: number) => post('/api/host/roll-call', { minutes }),
  closeRollCall: () => post('/api/host/close-roll-call'),
  holdPurge: (wish: HoldPurgeCommand) => post('/api/host/hold-purge', wish),
  releasePurge: () => post('/api/host/release-purge'),
  openToday: (untilMs: number) => post('/api/host/open-today', { untilMs }),
  closeToday: (atMs: number) => post('/api/host/close-today', { atMs }),
  planToday: () => post('/api/host/plan-today'),
  noteIncident: (category: IncidentCategory, text: string) => post('/api/host/note-incident', { category, text }),
  takeOut: (what: ExportKind) => post('/api/host/export', { what }),
  cancelExport: () => post('/api/host/cancel-export'),
  startMuster: (drill: boolean) => post('/api/host/muster/start', { drill }),
  markMuster: (entry: number, safe: boolean) => post('/api/host/muster/mark', { entry, safe }),
  addToMuster: (persons: number) => post('/api/host/muster/add', { persons }),
  endMuster: () => post('/api/host/muster/end'),
};

/** Hands at the simulated box. */
export const simulatorCommands = {
  present: (reader: ReaderId, what: PresentCommand) => post(`/sim/readers/${reader}/present`, what),
  remove: (reader: ReaderId) => post(`/sim/readers/${reader}/remove`),
  fire: (active: boolean) => post('/sim/fire', { active }),
  door: (door: DoorId, verb: 'open' | 'force' | 'close' | 'rex') => post(`/sim/doors/${door}/${verb}`),
};
