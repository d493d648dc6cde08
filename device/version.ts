import { createRequire } from 'node:module';
import { z } from 'zod';

const packageFile = import.meta.url.includes('/.build/') ? '../../package.json' : '../package.json';

/** The program's version, as in package.json. */
export const version = z.object({ version: z.string() }).parse(createRequire(import.meta.url)(packageFile)).version;
