import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { err, ok, type Result } from '../../device/contract/result.ts';

export type FileFault = { readonly code: 'file-unreadable' | 'file-malformed'; readonly detail: string };

export function readTextFile(file: string): Result<string, FileFault> {
  try {
    return ok(readFileSync(file, 'utf8'));
  } catch (cause) {
    return err({
      code: 'file-unreadable',
      detail: `${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
    });
  }
}

/** Any fault, an unknown key too, refuses the whole. */
export function readJsonFile<S extends z.ZodType>(file: string, schema: S): Result<z.infer<S>, FileFault> {
  const text = readTextFile(file);
  if (!text.ok) return text;
  const json = parseJson(text.value);
  if (json === undefined) return err({ code: 'file-malformed', detail: `${file}: it is no JSON` });
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || 'all of it'}: ${message}`,
  );
  return err({ code: 'file-malformed', detail: `${file}: ${problems.join('; ')}` });
}

/** Undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
