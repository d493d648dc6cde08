import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { err, ok, type Result } from '../../device/contract/result.ts';

export type FileFault = {
  readonly code: 'file-unreadable' | 'file-malformed';
  /** One line a fault: the file, the path of the key and what was expected. */
  readonly problems: readonly string[];
};

/** Reads and checks a JSON file; any fault, an unknown key too, refuses the whole. */
export function readJsonFile<S extends z.ZodType>(file: string, schema: S): Result<z.infer<S>, FileFault> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    return err({ code: 'file-unreadable', problems: [`${file}: ${messageOf(cause)}`] });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return err({ code: 'file-malformed', problems: [`${file}: ${messageOf(cause)}`] });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${file}: ${path.map(String).join('.') || '(whole file)'}: ${message}`,
  );
  return err({ code: 'file-malformed', problems });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
