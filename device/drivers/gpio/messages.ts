import { z } from 'zod';

const Chip = z.string().regex(/^gpiochip\d+$/);
const Place = { chip: Chip, line: z.int().min(0) };

/** The lines of a box, in the order of the config; `backend` is how they are reached. */
export const KeeperTask = z.strictObject({
  backend: z.enum(['libgpiod', 'onoff']),
  outputs: z.array(
    z.strictObject({
      ...Place,
      activeLevel: z.enum(['high', 'low']),
      drive: z.enum(['push-pull', 'open-drain', 'open-source']),
    }),
  ),
  inputs: z.array(z.strictObject({ ...Place, bias: z.enum(['pull-up', 'pull-down', 'disabled']) })),
});
export type KeeperTask = z.infer<typeof KeeperTask>;

/** What the controller tells the keeper; `output` counts from 0 in the task. */
export const KeeperCommand = z.discriminatedUnion('type', [
  /** Every `BEAT_EVERY_MS`: without it the keeper idles all outputs. */
  z.strictObject({ type: z.literal('beat') }),
  z.strictObject({ type: z.literal('energise'), output: z.int().min(0), forMs: z.number().min(0).max(86_400_000) }),
  z.strictObject({ type: z.literal('release'), output: z.int().min(0) }),
]);
export type KeeperCommand = z.infer<typeof KeeperCommand>;

/** `gpio-library-missing`: the addon was not built. `gpio-refused`: the kernel gives a line not, or no more. */
const GpioFault = z.enum(['gpio-library-missing', 'gpio-refused']);

/** What the keeper tells the controller. */
export const KeeperMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('alive') }),
  z.strictObject({ type: z.literal('ready'), backend: z.string() }),
  z.strictObject({ type: z.literal('lost'), code: GpioFault, detail: z.string().max(300) }),
  /** A contact has come to rest. */
  z.strictObject({ type: z.literal('input'), input: z.int().min(0), closed: z.boolean() }),
]);
export type KeeperMessage = z.infer<typeof KeeperMessage>;

export const BEAT_EVERY_MS = 500;
