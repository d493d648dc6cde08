import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { parse } from '../command-line/parse-arguments.ts';
import { ARCHITECTURES, type Architecture, isArchitecture } from './architecture.ts';

export const HELP = `npm run package -- [--arch amd64|arm64] [--out FOLDER] [--version 1.2.3]

Makes the packages of a box, into .build/packages or FOLDER: ak-controller for each kind of machine, ak-kiosk, the
archive of each release for updates, and the list of parts of each.
SOURCE_DATE_EPOCH (s since 1970): the time of every file; without it that of the last commit.`;

export type Asked = {
  readonly architectures: readonly Architecture[];
  readonly inputs: string;
  readonly out: string;
  readonly version: string;
};

const options = {
  arch: { type: 'string' },
  out: { type: 'string' },
  version: { type: 'string' },
  inputs: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** What is to be made; the version is package.json's without one. */
export function readArguments(
  args: readonly string[],
  checkout: string,
): Result<Asked, { code: 'usage'; detail: string }> {
  const wrong = (detail: string) => err({ code: 'usage' as const, detail });
  const parsed = parse(args, options);
  if ('wrong' in parsed) return wrong(parsed.wrong);
  const {
    arch,
    out = join(checkout, '.build', 'packages'),
    inputs = join(checkout, '.cache', 'packages'),
  } = parsed.values;
  const version = parsed.values.version ?? versionOf(checkout);
  if (!/^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(version)) return wrong('--version: three numbers, 1.2.3');
  if (arch !== undefined && !isArchitecture(arch)) return wrong(`--arch: ${Object.keys(ARCHITECTURES).join(' or ')}`);
  const architectures = arch === undefined ? Object.keys(ARCHITECTURES).filter(isArchitecture) : [arch];
  return ok({ architectures, inputs: resolve(inputs), out: resolve(out), version });
}

function versionOf(checkout: string): string {
  const file = readFileSync(join(checkout, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(file)).version;
}
