import type { Result } from '../../contract/result.ts';

export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  /** What follows the site's `/api/v1`, with its query; in ASCII. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type HttpResponse = { readonly status: number; readonly body: string };

/** `patron-garbled`: the body is longer than is taken. Nothing of what went wrong is told beyond the code. */
export type HttpFault = { readonly code: 'patron-unreachable' | 'patron-untrusted' | 'patron-garbled' };

/** HTTP to one site. */
export interface HttpConnection {
  /** Never rejects, and follows no redirect. Aborted, it resolves soon, as `patron-unreachable` if nothing has come. */
  send(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpResponse, HttpFault>>;
  /** Lets go of every socket. */
  close(): void;
}
