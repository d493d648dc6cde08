import { onTestFinished } from 'vitest';
import { VirtualSlot } from './virtual-slot.ts';

/** A slot whose card goes with the test. */
export class VirtualReader extends VirtualSlot {
  constructor(port: number) {
    super(port);
    onTestFinished(() => this.remove());
  }
}
