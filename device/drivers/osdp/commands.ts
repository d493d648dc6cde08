import { assertNever } from '../../contract/result.ts';

/** How an LED looks: on and off times in 100 ms, 0 to 255, and colours: 0 black, 1 red, 2 green, 3 amber, 4 blue. */
export type LedLook = {
  readonly on: number;
  readonly off: number;
  readonly onColour: number;
  readonly offColour: number;
};

/** What a control panel asks of a reader (SIA OSDP 2.2 §6). Numbers are of the field's width, unsigned. */
export type Command =
  | { readonly kind: 'poll' | 'identify' | 'describe' | 'local-status' | 'input-status' }
  /** For `tenths` × 100 ms, or from now on; `settled` also ends a look that is for a time (§6.10). */
  | { readonly kind: 'led'; readonly led: number; readonly look: LedLook; readonly tenths: number | 'settled' }
  /** `times` tones of `on` × 100 ms with `off` × 100 ms between (§6.11). */
  | { readonly kind: 'buzzer'; readonly on: number; readonly off: number; readonly times: number }
  /** Printable ASCII, at most 32 characters; `seconds` 0 is for good (§6.12). */
  | { readonly kind: 'text'; readonly text: string; readonly seconds: number }
  /** `tenths` 0: from now on (§6.9). */
  | { readonly kind: 'output'; readonly output: number; readonly on: boolean; readonly tenths: number }
  /** Takes effect after the answer (§6.13). */
  | { readonly kind: 'set-communication'; readonly address: number; readonly baudRate: number }
  /** 16 bytes (§6.15). */
  | { readonly kind: 'set-key'; readonly key: Uint8Array }
  /** 8 bytes (§6.16). */
  | { readonly kind: 'challenge'; readonly random: Uint8Array }
  /** 16 bytes (§6.17). */
  | { readonly kind: 'server-cryptogram'; readonly cryptogram: Uint8Array };

export type CommandKind = Command['kind'];

/** Code and data of a command, as they stand in a frame. */
export type EncodedCommand = { readonly code: number; readonly data: Uint8Array };

/** SIA OSDP 2.2 Annex A. */
const CODES: Readonly<Record<CommandKind, number>> = {
  poll: 0x60,
  identify: 0x61,
  describe: 0x62,
  'local-status': 0x64,
  'input-status': 0x65,
  output: 0x68,
  led: 0x69,
  buzzer: 0x6a,
  text: 0x6b,
  'set-communication': 0x6e,
  'set-key': 0x75,
  challenge: 0x76,
  'server-cryptogram': 0x77,
};

/** The first reader of the device: each device is one here. */
const READER = 0x00;

export function encodeCommand(command: Command): EncodedCommand {
  return { code: CODES[command.kind], data: Uint8Array.from(dataOf(command)) };
}

function dataOf(command: Command): readonly number[] {
  switch (command.kind) {
    case 'poll':
    case 'local-status':
    case 'input-status':
      return [];
    case 'identify':
    case 'describe':
      return [0x00];
    case 'led':
      return [READER, command.led, ...ledStates(command.look, command.tenths)];
    case 'buzzer':
      return [READER, 0x02, command.on, command.off, command.times];
    case 'text':
      return textData(command.text, command.seconds);
    case 'output':
      return [command.output, outputControl(command.on, command.tenths), ...littleEndian(command.tenths, 2)];
    case 'set-communication':
      return [command.address, ...littleEndian(command.baudRate, 4)];
    case 'set-key':
      return [0x01, command.key.length, ...command.key];
    case 'challenge':
      return [...command.random];
    case 'server-cryptogram':
      return [...command.cryptogram];
    default:
      return assertNever(command);
  }
}

/** Control codes of the temporary state: 1 ends it, 2 sets it; of the permanent one: 0 leaves it, 1 sets it. */
function ledStates({ on, off, onColour, offColour }: LedLook, tenths: number | 'settled'): readonly number[] {
  const look = [on, off, onColour, offColour];
  if (tenths === 'settled') return [0x01, 0, 0, 0, 0, 0, 0, 0x01, ...look];
  return [0x02, ...look, ...littleEndian(tenths, 2), 0x00, 0, 0, 0, 0];
}

/** 1 without wrap for good, 3 without wrap for a time; row and column count from 1. */
function textData(text: string, seconds: number): readonly number[] {
  const characters = [...Buffer.from(text, 'latin1')].slice(0, 32);
  return [READER, seconds === 0 ? 0x01 : 0x03, seconds, 1, 1, characters.length, ...characters];
}

/** 1 off and 2 on for good, 5 on and 6 off for a time. */
function outputControl(on: boolean, tenths: number): number {
  if (tenths === 0) return on ? 0x02 : 0x01;
  return on ? 0x05 : 0x06;
}

function littleEndian(value: number, bytes: number): readonly number[] {
  return Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) & 0xff);
}
