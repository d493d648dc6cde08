import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  EmptyCommand,
  FireCommand,
  KeysCommand,
  LibraryVerb,
  OsdpVerb,
  PresentCommand,
  TamperCommand,
} from '../contract/api.ts';
import { DoorId, ReaderId } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import { ApiError } from '../loopback/api-error.ts';
import type { SimulatorFault, SimulatorVerbs } from '../ports/simulator.ts';
import { parseRequest } from './errors.ts';

const statusOf: Readonly<Record<SimulatorFault['code'], number>> = {
  'reader-unknown': 404,
  'reader-unplugged': 409,
  'reader-not-osdp': 409,
  'door-unknown': 404,
  'credential-malformed': 400,
  'personal-number': 400,
  'door-locked': 409,
  'fire-input-unknown': 404,
  'library-unknown': 404,
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
  const readerVerbs = {
    ...{ remove: verbs.remove, garbage: verbs.presentGarbage },
    ...{ unplug: verbs.unplugReader, 'plug-in': verbs.plugInReader },
  };
  for (const [verb, act] of Object.entries(readerVerbs)) {
    server.post(`/sim/readers/:id/${verb}`, (request) => {
      const { id } = parseRequest(readerParams, request.params);
      parseRequest(EmptyCommand, request.body ?? {});
      return answer(act(id));
    });
  }
  server.post('/sim/readers/:id/osdp', (request) => {
    const { id } = parseRequest(readerParams, request.params);
    return answer(verbs.actOsdp(id, parseRequest(OsdpVerb, request.body)));
  });
  server.post('/sim/readers/:id/keys', (request) => {
    const { id } = parseRequest(readerParams, request.params);
    return answer(verbs.pressKeys(id, parseRequest(KeysCommand, request.body).keys));
  });
  server.post('/sim/library', async (request) =>
    answer(await verbs.troubleLibrary(parseRequest(LibraryVerb, request.body))),
  );
  server.post('/sim/fire', (request) => answer(verbs.setFire(parseRequest(FireCommand, request.body).active)));
  server.post('/sim/doors/:id/tamper', (request) => {
    const { id } = parseRequest(doorParams, request.params);
    return answer(verbs.setTampered(id, parseRequest(TamperCommand, request.body).active));
  });
  const doorVerbs = {
    ...{ open: verbs.openDoor, force: verbs.forceDoor, close: verbs.closeDoor, rex: verbs.pressRex },
    ...{ 'cut-contact': verbs.cutContact, 'unplug-relay': verbs.unplugRelay, 'plug-in-relay': verbs.plugInRelay },
  };
  for (const [verb, act] of Object.entries(doorVerbs)) {
    server.post(`/sim/doors/:id/${verb}`, (request) => {
      const { id } = parseRequest(doorParams, request.params);
      parseRequest(EmptyCommand, request.body ?? {});
      return answer(act(id));
    });
  }
}
