import { vi } from 'vitest';

const waitFor = vi.waitFor;

/** What a busy machine is given for what comes by itself; vitest's own second is too short for two disks and a broker. */
vi.waitFor = (check, options = { timeout: 10_000 }) => waitFor(check, options);
