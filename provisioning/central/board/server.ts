import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { OfficeId, OperatorId } from '../../../device/contract/ids.ts';
import { ApiError } from '../../../device/loopback/api-error.ts';
import { contentSecurityPolicy } from '../../../device/loopback/content-security-policy.ts';
import type { OneTimeToken } from '../../../device/loopback/one-time-token.ts';
import { checkSameOrigin } from '../../../device/loopback/same-origin.ts';
import { serverOptions } from '../../../device/loopback/server-options.ts';
import { redeemToken, sessionOf } from '../../../device/loopback/session.ts';
import type { FeedHistory } from '../history/feed-history.ts';
import type { Collector } from '../offices/collector.ts';
import type { LocalDays } from '../offices/local-day.ts';
import { rowOf } from '../offices/office-row.ts';
import { answerError } from './answer-error.ts';
import type { BoardFeed } from './board-feed.ts';
import { BoardStreams } from './board-streams.ts';
import { officesCsv } from './offices-csv.ts';

export type BoardParts = {
  readonly feed: BoardFeed;
  readonly collector: Collector;
  readonly history: FeedHistory;
  readonly days: LocalDays;
  readonly now: () => number;
  readonly startToken: OneTimeToken;
  /** Signs the session cookies. */
  readonly sessionSecret: string;
  /** The built page: a folder with board.html and its assets. */
  readonly pageFolder: string;
  /** 0: any that is free. */
  readonly port: number;
};

/** `url`: where the board is; `startUrl`: by which one browser gets in. */
export type BoardServer = { readonly url: string; readonly startUrl: string; close(): Promise<void> };

/** Cookies do not know ports: the name does. */
const cookieName = (port: number) => `ak-board-${port}`;

/** Of one day of one office: more than any has. */
const MOST_MESSAGES = 50_000;

/** Serves the board on loopback alone. Rejects when the port is taken. */
export async function startBoardServer(parts: BoardParts): Promise<BoardServer> {
  const server = Fastify({ ...serverOptions, bodyLimit: 1024 });
  let port = 0;
  server.setErrorHandler(answerError);
  server.setNotFoundHandler(() => {
    throw new ApiError(404, 'route-unknown', 'there is nothing at this address');
  });
  // Before what refuses, so that refusals have its headers too.
  await server.register(fastifyHelmet, { contentSecurityPolicy, strictTransportSecurity: false });
  server.addHook('onRequest', async (request) => checkSameOrigin(request.headers, port));
  await server.register(fastifyCookie, { secret: parts.sessionSecret });
  await addPage(server, parts, () => port);
  const streams = new BoardStreams(parts.feed);
  await server.register(async (guarded) => {
    guarded.addHook('onRequest', async (request) => void sessionOf(guarded, request, cookieName(port)));
    addData(guarded, parts, streams);
  });
  const close = async () => {
    streams.close();
    await server.close();
  };
  try {
    const url = await server.listen({ host: '127.0.0.1', port: parts.port });
    port = Number(new URL(url).port);
    return { url, startUrl: `${url}/?token=${parts.startToken.valid}`, close };
  } catch (cause) {
    // The streams' timers would keep a process from ending that has nothing to do.
    await close();
    throw cause;
  }
}

async function addPage(
  server: FastifyInstance,
  { pageFolder, startToken }: BoardParts,
  port: () => number,
): Promise<void> {
  await server.register(fastifyStatic, { root: pageFolder, serve: false });
  server.get('/', (request, reply) => {
    if (redeemToken(request, reply, startToken, cookieName(port()))) return reply;
    if (!existsSync(join(pageFolder, 'board.html')))
      throw new ApiError(404, 'page-missing', 'the page of the board was not built');
    return reply.sendFile('board.html', { cacheControl: false });
  });
  server.get('/assets/:file', ({ params }, reply) => {
    const { file } = parse(Asset, params);
    return reply.sendFile(join('assets', file));
  });
}

function addData(server: FastifyInstance, parts: BoardParts, streams: BoardStreams): void {
  const { collector, history, days, now } = parts;
  server.get('/board/stream', (_request, reply) => {
    reply.hijack();
    streams.add(reply.raw);
  });
  server.get('/board/offices.csv', (_request, reply) => {
    const rows = [...collector.offices.values()].map((office) => rowOf(office, now(), days.startOf(now())));
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="offices-${days.dateOf(now())}.csv"`)
      .header('cache-control', 'no-store')
      .send(officesCsv(rows));
  });
  server.get('/board/history/:operator/:office', async ({ params, query }, reply) => {
    const of = parse(OfficeParams, params);
    const { startMs: fromMs, endMs: untilMs } = days.bounds(parse(DayQuery, query).day);
    void reply.header('cache-control', 'no-store');
    return { messages: await history.read({ ...of, fromMs, untilMs, most: MOST_MESSAGES }) };
  });
}

const Asset = z.object({ file: z.string().regex(/^[\w-]+(\.[\w-]+)+$/) });
const OfficeParams = z.object({ operator: OperatorId, office: OfficeId });
const DayQuery = z.strictObject({ day: z.iso.date() });

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ApiError(400, 'request-malformed', parsed.error.issues.map(({ message }) => message).join('; '));
}
