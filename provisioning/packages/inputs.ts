import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { readJsonFile } from '../files/text-file.ts';
import type { Architecture } from './architecture.ts';
import type { PackageFault } from './fault.ts';

/** What the launcher fetched and compiled for one kind of machine; paths are absolute. */
const Inputs = z.strictObject({
  node: z.string(),
  nodeLicence: z.string(),
  /** Where a compiled part goes, in `node_modules/…`, and where it lies. */
  addons: z.record(z.string().startsWith('node_modules/'), z.string()),
});
export type Inputs = z.infer<typeof Inputs>;

/** `<folder>/<architecture>/inputs.json`. */
export function readInputs(folder: string, architecture: Architecture): Result<Inputs, PackageFault> {
  const inputs = readJsonFile(join(folder, architecture, 'inputs.json'), Inputs);
  return inputs.ok ? ok(inputs.value) : err({ code: 'inputs-missing', detail: inputs.error.detail });
}
