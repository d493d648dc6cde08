import type { Command } from './frames.ts';

/**
 * Wakes a PN532 that sleeps on its UART: a rising edge does it, and the zeros are the time it needs (UM0701-02
 * §7.2.11; 14 zeros as taichunmin/pn532.js sends them, 1.4 ms at 115,200 baud). One that is awake passes them over.
 */
const WAKE_UP = [0x55, 0x55, ...new Array<number>(14).fill(0x00)];

/**
 * §7.2.10: normal mode, no SAM. After power-on the chip is in "low Vbat" and takes nothing else before this, as
 * libnfc's pn532_uart.c has it.
 */
export const CONFIGURE_SAM: Command = { code: 0x14, data: [0x01, 0x00, 0x00], before: WAKE_UP };

/** §7.2.2: answered by IC, version, revision, support. */
export const GET_FIRMWARE_VERSION: Command = { code: 0x02, data: [] };

/**
 * §7.2.9: all off. Above all fAutomaticRATS: a card that was taken into ISO/IEC 14443-4 does not answer the next look,
 * and phones and bank cards would come and go at each second one. The UID needs none of it.
 */
export const SET_PARAMETERS: Command = { code: 0x12, data: [0x00] };

/**
 * §7.3.1 item 05: MxRtyATR and MxRtyPSL once, MxRtyPassiveActivation 2: three tries, then the answer is "no card". The
 * chip's own setting, FF, would be to try for ever, and no answer would be no sign of life.
 */
export const LIMIT_RETRIES: Command = { code: 0x32, data: [0x05, 0x01, 0x00, 0x02] };

/**
 * §7.3.1 item 01: the field goes off until the next look. A card that was read is otherwise left selected and misses
 * the next look, so that it seems to come and go (adafruit/Adafruit-PN532#52, esphome/esphome#9875).
 */
export const SWITCH_FIELD_OFF: Command = { code: 0x32, data: [0x01, 0x00] };

/** §7.3.5: at most one target, at 106 kbit/s type A (ISO/IEC 14443-3). */
export const LIST_PASSIVE_TARGET: Command = { code: 0x4a, data: [0x01, 0x00] };
