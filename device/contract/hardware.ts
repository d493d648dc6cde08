import { z } from 'zod';
import { ReaderId } from './ids.ts';
import { meta } from './meta.ts';

/** Name of a relay board or of a reader bus, within the config. */
export const LineId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens')
  .meta(meta('Name', 'By which other parts of the config call it.'));

/** In place of a device: for trying out, with simulated readers. */
export const SIMULATED = 'simulated';

export const Path = z
  .string()
  .regex(/^\/[\w./:+#=@-]+$/, 'the path of a device, /dev/…')
  .meta(
    meta(
      'Device',
      'Below /dev/serial/by-id it stays when something else is plugged in; below by-path where two of a kind share that.',
    ),
  );

export const BaudRate = z
  .literal([9600, 19_200, 38_400, 57_600, 115_200])
  .meta(meta('Baud rate', 'Bits a second; always 8 data bits, no parity, one stop bit.'));

/** One GPIO line by chip and offset, as `gpioinfo` names them; never a BCM number of sysfs, whose base moves. */
const gpioLine = {
  chip: z
    .string()
    .regex(/^gpiochip\d+$/)
    .default('gpiochip0')
    .meta(meta('Chip', 'gpiochipN, as gpioinfo tells it.')),
  line: z.int().min(0).max(511).meta(meta('Line', 'Offset on its chip; on a Raspberry Pi the BCM number.')),
};

const Form = z
  .enum(['normally-open', 'normally-closed'])
  .meta(meta('Contact form', 'normally-open: the contact closes when the input becomes active.'));

const Terminal = z.int().min(1).max(32).meta(meta('Terminal', 'Counted from 1, as printed on the board.'));
const Port = z.int().min(0).max(7).meta(meta('Port', 'Of the reader, counted from 0 as OSDP does.'));
const OsdpReaderId = ReaderId.meta(meta('Reader', 'An OSDP reader of this config.'));

/** What moves one strike. */
export const StrikeWiring = z.discriminatedUnion('via', [
  z.strictObject({
    via: z.literal('gpio'),
    ...gpioLine,
    activeLevel: z.enum(['high', 'low']).meta(meta('Active level', 'The level that releases the strike.')),
    drive: z
      .enum(['push-pull', 'open-drain', 'open-source'])
      .default('push-pull')
      .meta(meta('Drive', 'How the line is driven: push-pull for nearly every relay module.')),
  }),
  z.strictObject({ via: z.literal('board'), board: LineId, relay: Terminal }),
  z.strictObject({ via: z.literal('reader'), reader: OsdpReaderId, output: Port }),
]);
export type StrikeWiring = z.infer<typeof StrikeWiring>;

/** Where one contact is read. */
export const InputWiring = z.discriminatedUnion('via', [
  z.strictObject({
    via: z.literal('gpio'),
    ...gpioLine,
    form: Form,
    bias: z
      .enum(['pull-up', 'pull-down', 'disabled'])
      .default('pull-up')
      .meta(meta('Bias', 'What holds the line while the contact is open.')),
  }),
  z.strictObject({ via: z.literal('board'), board: LineId, input: Terminal, form: Form }),
  z.strictObject({ via: z.literal('reader'), reader: OsdpReaderId, input: Port, form: Form }),
]);
export type InputWiring = z.infer<typeof InputWiring>;

/** Relay boards on a serial or USB line. */
export const RelayBoard = z.discriminatedUnion('kind', [
  z.strictObject({
    id: LineId,
    kind: z.literal('lcus').meta(meta('Kind', 'USB relay of four-byte frames (A0 …), without an answer.')),
    path: Path,
    baudRate: BaudRate.default(9600),
    relays: z.int().min(1).max(8).default(1).meta(meta('Relays', 'How many it has.')),
  }),
  z.strictObject({
    id: LineId,
    kind: z.literal('modbus').meta(meta('Kind', 'Modbus-RTU coil board with a pulse timer of its own.')),
    path: Path,
    baudRate: BaudRate.default(9600),
    unit: z.int().min(1).max(247).default(1).meta(meta('Unit', 'Its Modbus address.')),
    relays: z.int().min(1).max(32).default(8).meta(meta('Relays', 'How many it has.')),
  }),
]);
export type RelayBoard = z.infer<typeof RelayBoard>;

/** One RS-485 line with up to eight OSDP readers. */
export const ReaderBus = z.strictObject({
  id: LineId,
  path: z
    .union([Path, z.literal(SIMULATED)], { error: `the path of a device, /dev/…, or ${SIMULATED}` })
    .meta(meta('Device', 'As of other lines; simulated: readers without hardware, for trying out.')),
  baudRate: BaudRate.default(9600),
});
export type ReaderBus = z.infer<typeof ReaderBus>;

/** How one model of scanner or RFID module is set to send; per reader, for no two offices have the same. */
export const LineProfileConfig = z.strictObject({
  kind: z.enum(['uid', 'barcode', 'qr']).meta(meta('Kind', 'What a line holds; uid: hexadecimal, first byte first.')),
  terminator: z
    .union(
      [
        z.enum(['cr', 'lf', 'crlf']),
        z.strictObject({
          idleGapMs: z.int().min(10).max(1000).meta(meta('Idle gap', 'Silence that ends a code, in milliseconds.')),
        }),
      ],
      { error: 'cr, lf, crlf, or {"idleGapMs": 10 to 1000}' },
    )
    .meta(meta('Terminator', 'What ends a code.')),
  prefix: z.string().min(1).max(20).optional().meta(meta('Prefix', 'Before each code, and no part of it.')),
  suffix: z.string().min(1).max(20).optional().meta(meta('Suffix', 'After each code, and no part of it.')),
  stripCodabar: z.boolean().optional().meta(meta('Strip Codabar', 'Takes off start and stop letters A–D.')),
  stripCode39: z.boolean().optional().meta(meta('Strip Code 39', 'Takes off the stars at both ends.')),
  minLength: z.int().min(1).max(512).optional().meta(meta('Shortest', 'Characters of the shortest code.')),
  maxLength: z.int().min(1).max(512).optional().meta(meta('Longest', 'Characters of the longest code.')),
  checkDigit: z.literal('luhn').optional().meta(meta('Check digit', 'luhn: 14-digit library numbers only.')),
});
export type LineProfileConfig = z.infer<typeof LineProfileConfig>;
