import { z } from 'zod';
import { ErrorBody } from '../../device/contract/api.ts';
import type { Answer } from './raw-client.ts';

const SECURITY_HEADERS = {
  'content-security-policy': /default-src '(self|none)'/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /./,
  'referrer-policy': /no-referrer/,
};

/** Of the sources, the machine or a stack: nothing that a stranger is told. */
const INNER_MATTERS = /node_modules|\.tsx?:\d|\.js:\d|\n\s+at |Error:|\/tmp\/|\/work\/|\/device\/|ENOENT|SQLITE/;

/** Of an answer that is no file of the page: a snapshot of a box is the largest. */
const LARGEST = 64_000;

/** What is wrong with an answer, whatever was asked; null when nothing is. 503 is a part of the box that does not work. */
export function faultIn({ status, headers, body }: Answer, hasBody: boolean): string | null {
  if (status === 0 || (status >= 500 && status !== 503)) return `status ${status}`;
  for (const [name, wanted] of Object.entries(SECURITY_HEADERS))
    if (!wanted.test(String(headers[name] ?? ''))) return `no ${name}`;
  if (INNER_MATTERS.test(body)) return 'inner matters';
  if (body.length > LARGEST) return `${body.length} bytes`;
  if (status < 400 || !hasBody) return null;
  const refusal = Refusal.safeParse(asJson(body));
  return refusal.success ? null : `no stable code: ${body.slice(0, 100)}`;
}

const Refusal = ErrorBody.extend({ code: z.string().regex(/^[a-z]+(-[a-z]+)*$/) });

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
