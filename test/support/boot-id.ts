import { BootId } from '../../device/contract/ids.ts';

/** One run of the controller, for tests that need no other. */
export const bootId = BootId.parse('5f0c8f52-6f38-4c3a-9a53-6f0a3c1d2e4b');
