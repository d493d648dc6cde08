import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { EmptyCommand, FireCommand, PresentCommand } from '../contract/api.ts';
import { DoorId, ReaderId } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { SimulatorFault, SimulatorVerbs } from '../ports/simulator.ts';
import { ApiError, parseRequest } from './errors.ts';

const statusOf: Readonly<Record<SimulatorFault['code'], number>> = {
  'reader-unknown': 404,
  'door-unknown': 404,
  'credential-malformed': 400,
  'door-locked': 409,
  'fire-input-unknown': 404,
};

function answer(result: Result<void, SimulatorFault>): Record<string, never> {
  if (result.ok) return {};
  throw new ApiError(statusOf[result.error.code], result.error.code, result.error.message);
}

/** Hands at the simulated box. There only when a simulator runs; no session is needed, for there is nothing to guard. */
export function addSimulatorRoutes(server: FastifyInstance, verbs: SimulatorVerbs): void {
  const readerParams = z.strictObject({ id: ReaderId });
  const doorParams = z.strictObject({ id: DoorId });
  server.post('/sim/readers/:id/present', (request) => {
    const { id } = parseRequest(readerParams, request.params);
    return answer(verbs.present(id, parseRequest(PresentCommand, request.body)));
  });
  server.post('/sim/readers/:id/remove', (request) => {
    const { id } = parseRequest(readerParams, request.params);
    parseRequest(EmptyCommand, request.body ?? {});
    return answer(verbs.remove(id));
  });
  server.post('/sim/fire', (request) => answer(verbs.setFire(parseRequest(FireCommand, request.body).active)));
  const doorVerbs = { open: verbs.openDoor, force: verbs.forceDoor, close: verbs.closeDoor, rex: verbs.pressRex };
  for (const [verb, act] of Object.entries(doorVerbs)) {
    server.post(`/sim/doors/:id/${verb}`, (request) => {
      const { id } = parseRequest(doorParams, request.params);
      parseRequest(EmptyCommand, request.body ?? {});
      return answer(act(id));
    });
  }
}
