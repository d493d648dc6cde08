import { ok, type Result } from '../../device/contract/result.ts';
import type {
  HttpConnection,
  HttpFault,
  HttpRequest,
  HttpResponse,
} from '../../device/drivers/koha/http-connection.ts';

/** What is given back for a request; a promise that never settles is a server that never answers. */
export type Replier = (
  request: HttpRequest,
) => Result<HttpResponse, HttpFault> | Promise<Result<HttpResponse, HttpFault>>;

/** A connection with no socket: a function answers. */
export class FakeConnection implements HttpConnection {
  readonly sent: HttpRequest[] = [];
  readonly signals: AbortSignal[] = [];
  closed = 0;
  reply: Replier;

  constructor(reply: Replier) {
    this.reply = reply;
  }

  async send(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpResponse, HttpFault>> {
    this.sent.push(request);
    this.signals.push(signal);
    return await this.reply(request);
  }

  close(): void {
    this.closed += 1;
  }
}

export const response = (status: number, body: unknown) => ok({ status, body: JSON.stringify(body) });

export const never = () => new Promise<never>(() => {});
