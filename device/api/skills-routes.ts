import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EmptyCommand } from '../contract/api.ts';
import type { Result } from '../contract/result.ts';
import { OfferSkillCommand, SkillJudgement, SkillOfferCommand } from '../contract/skills.ts';
import { ApiError } from '../loopback/api-error.ts';
import type { SessionId } from '../ports/session.ts';
import type { SkillsDesk, SkillsFault } from '../ports/skills.ts';
import { parseRequest } from './errors.ts';

const statusOf: Readonly<Record<SkillsFault['code'], number>> = {
  'skill-unknown': 404,
  'personal-number': 400,
  'host-view-locked': 403,
  'offer-gone': 410,
};

/** What people inside offer each other. Every route needs the session cookie. */
export function addSkillsRoutes(
  server: FastifyInstance,
  skills: SkillsDesk,
  session: (request: FastifyRequest) => SessionId,
): void {
  server.post('/api/kiosk/skills/offer', (request) => {
    session(request);
    return answer(skills.offer(parseRequest(OfferSkillCommand, request.body)));
  });
  server.post('/api/kiosk/skills/take-back', (request) => {
    session(request);
    parseRequest(EmptyCommand, request.body ?? {});
    return answer(skills.takeBack());
  });
  for (const judgement of SkillJudgement.options)
    server.post(`/api/host/skills/${judgement}`, (request) => {
      const id = session(request);
      return answer(skills.judge(id, parseRequest(SkillOfferCommand, request.body).ref, judgement));
    });
}

function answer(done: Result<void, SkillsFault>): Record<string, never> {
  if (done.ok) return {};
  throw new ApiError(statusOf[done.error.code], done.error.code, done.error.message);
}
