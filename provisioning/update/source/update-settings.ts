import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import type { Places } from '../../files/places.ts';
import { readJsonFile } from '../../files/text-file.ts';
import { type Architecture, manifestName } from '../release/manifest.ts';
import { folderSource } from './folder-source.ts';
import type { Source, SourceFault } from './source.ts';
import { webSource } from './web-source.ts';

/** Where a box looks for releases by itself: a folder, as of a stick that is mounted, or an https address of one. */
const UpdateSettings = z.strictObject({
  from: z.union(
    [z.url({ protocol: /^https$/ }), z.string().startsWith('/')],
    'an https address, or a folder from / on',
  ),
});

/** Null where the box is to look nowhere. */
export function sourceIn(
  { settings }: Pick<Places, 'settings'>,
  architecture: Architecture,
): Result<Source | null, SourceFault> {
  const file = join(settings, 'update.json');
  if (!existsSync(file)) return ok(null);
  const read = readJsonFile(file, UpdateSettings);
  if (!read.ok) return err({ code: 'source-wrong', detail: read.error.detail });
  const { from } = read.value;
  const name = manifestName(architecture);
  return ok(from.startsWith('/') ? folderSource(from, name) : webSource(from, name));
}
