import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SpeechCommand } from '../contract/sound.ts';
import { ApiError } from '../loopback/api-error.ts';
import type { SessionId } from '../ports/session.ts';
import type { SpeechDesk, SpeechFault } from '../ports/speech.ts';
import { parseRequest } from './errors.ts';

const statusOf: Readonly<Record<SpeechFault['code'], number>> = {
  'speech-absent': 503,
  'speech-failed': 503,
  'speech-overtaken': 409,
  'speech-too-often': 429,
  'headphones-absent': 503,
  'headphones-failed': 503,
};

/** What the screen wants to be heard. Every route needs the session cookie; no answer may be kept by a browser. */
export function addSpeechRoutes(
  server: FastifyInstance,
  desk: SpeechDesk,
  session: (request: FastifyRequest) => SessionId,
): void {
  server.post('/api/kiosk/speech', async (request, reply) => {
    session(request);
    const said = await desk.say(parseRequest(SpeechCommand, request.body));
    if (!said.ok) throw refusal(said.error);
    return reply.type('audio/wav').header('cache-control', 'no-store').send(Buffer.from(said.value));
  });
  server.post('/api/kiosk/headphones', async (request, reply) => {
    session(request);
    const speaking = desk.sayOnHeadphones(parseRequest(SpeechCommand, request.body));
    // Whoever hangs up wants silence.
    reply.raw.once('close', () => speaking.drop());
    const said = await speaking.done;
    if (!said.ok) throw refusal(said.error);
    return {};
  });
}

function refusal({ code, message }: SpeechFault): ApiError {
  return new ApiError(statusOf[code], code, message);
}
