import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';

export type Route = { readonly method: string; readonly url: string; readonly bodyLimit: number };

/**
 * Every route of every fastify server that is made from now on in this test, from the servers themselves
 * (fastify.dev/docs/latest/Reference/Hooks, onRoute and diagnostics channels): none can be forgotten.
 */
export function recordRoutes(): readonly Route[] {
  const routes: Route[] = [];
  const watch = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance };
    const { bodyLimit = 0 } = fastify.initialConfig;
    fastify.addHook('onRoute', ({ method, url, bodyLimit: own }) => {
      for (const each of [method].flat()) routes.push({ method: each, url, bodyLimit: own ?? bodyLimit });
    });
  };
  subscribe('fastify.initialization', watch);
  onTestFinished(() => void unsubscribe('fastify.initialization', watch));
  return routes;
}
