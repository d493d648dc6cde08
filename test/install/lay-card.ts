import { cardWith, VirtualSlot } from '../support/virtual-slot.ts';

// Lays one card on the first slot of vpcd's own reader, which listens on the loopback of whoever starts this.

const VPCD_PORT = 0x8c7b;
/** pcscd looks each 400 ms. */
const LIES_FOR_MS = 1_500;

const slot = new VirtualSlot(VPCD_PORT);
await slot.put(cardWith(process.argv[2] ?? '04A1B2C3D4E580'));
await new Promise((resolve) => setTimeout(resolve, LIES_FOR_MS));
await slot.remove();
