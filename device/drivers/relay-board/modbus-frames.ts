import { err, ok, type Result } from '../../contract/result.ts';

/** MODBUS Application Protocol Specification V1.1b3, §6. */
const READ_COILS = 0x01;
const READ_DISCRETE_INPUTS = 0x02;
const WRITE_COIL = 0x05;
const WRITE_COILS = 0x0f;
const EXCEPTION = 0x80;

/** A request, and what the data of its answer begins with and how many bytes it has. */
export type ModbusRequest = {
  readonly code: number;
  readonly data: readonly number[];
  readonly answer: { readonly begins: readonly number[]; readonly length: number };
};

/** `modbus-exception`: the board will not do it, with the exception's number (§7). */
export type ModbusFault = { readonly code: 'modbus-exception'; readonly exception: number };

/** CRC-16/MODBUS: polynomial 0x8005 reflected, from 0xFFFF, low byte first on the wire (Modbus over Serial Line V1.02, §6.2.2). */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

export function encodeRequest(unit: number, { code, data }: ModbusRequest): Uint8Array {
  return withCheck([unit, code, ...data]);
}

const word = (value: number) => [value >> 8, value & 0xff];

/** The answer says again what was written where (§6.5, §6.11). */
const write = (code: number, data: readonly number[]): ModbusRequest => ({
  code,
  data,
  answer: { begins: data.slice(0, 4), length: 4 },
});

/** The answer is a count of bytes and so many bytes (§6.1, §6.2). */
const read = (code: number, count: number): ModbusRequest => {
  const bytes = Math.ceil(count / 8);
  return { code, data: [0, 0, ...word(count)], answer: { begins: [bytes], length: 1 + bytes } };
};

export const writeCoil = (coil: number, closed: boolean): ModbusRequest =>
  write(WRITE_COIL, [...word(coil), closed ? 0xff : 0x00, 0x00]);

/**
 * Closes a relay for so many tenths of a second, by the timer of the board. Not of the standard: the "flash on" of the
 * Waveshare Modbus RTU Relay and its kin, FC 05 at 0x0200 + coil (its wiki, "Flash-on command").
 */
export const flashCoil = (coil: number, tenths: number): ModbusRequest =>
  write(WRITE_COIL, [...word(0x0200 + coil), ...word(tenths)]);

export const openAllCoils = (coils: number): ModbusRequest => {
  const bytes = Math.ceil(coils / 8);
  return write(WRITE_COILS, [0, 0, ...word(coils), bytes, ...Array<number>(bytes).fill(0)]);
};

export const readInputs = (inputs: number): ModbusRequest => read(READ_DISCRETE_INPUTS, inputs);

export const readCoils = (coils: number): ModbusRequest => read(READ_COILS, coils);

export type ModbusAnswer = Result<Uint8Array, ModbusFault>;

/**
 * The first answer to this request in the bytes so far: its data after the function code. Null while there is none;
 * what is not a frame of this unit with a right check is passed over.
 */
export function findAnswer(bytes: Uint8Array, unit: number, { code, answer }: ModbusRequest): ModbusAnswer | null {
  for (let at = 0; at + 5 <= bytes.length; at++) {
    if (bytes[at] !== unit) continue;
    if (bytes[at + 1] === (code | EXCEPTION) && holds(bytes, at, 3))
      return err({ code: 'modbus-exception', exception: bytes[at + 2] ?? 0 });
    const data = bytes.subarray(at + 2, at + 2 + answer.length);
    const begins = answer.begins.every((byte, index) => data[index] === byte);
    if (bytes[at + 1] === code && begins && holds(bytes, at, 2 + answer.length)) return ok(Uint8Array.from(data));
  }
  return null;
}

/** Whether `length` bytes from `at` are followed by their check. */
function holds(bytes: Uint8Array, at: number, length: number): boolean {
  const end = at + length;
  if (bytes.length < end + 2) return false;
  const crc = crc16(bytes.subarray(at, end));
  return bytes[end] === (crc & 0xff) && bytes[end + 1] === crc >> 8;
}

function withCheck(bytes: readonly number[]): Uint8Array {
  const crc = crc16(Uint8Array.from(bytes));
  return Uint8Array.from([...bytes, crc & 0xff, crc >> 8]);
}

/** One bit of an answer to READ_COILS or READ_DISCRETE_INPUTS: first comes the count of bytes, then bit 0 of byte 0. */
export function bitOf(answer: Uint8Array, index: number): boolean {
  return (((answer[1 + (index >> 3)] ?? 0) >> (index & 7)) & 1) === 1;
}
