import { writeFileSync } from 'node:fs';

// The keeper as it ships, and who it is.
writeFileSync(process.env.AK_TEST_KEEPER_PID ?? '', String(process.pid));
await import('../../device/lcus-child.ts');
