import { z } from 'zod';

const Chip = z.string().regex(/^gpiochip\d+$/);
const Place = { chip: Chip, line: z.int().min(0) };

/** The lines of a box, in the order of the config; `backend` is how they are reached. */
export const GpioTask = z.strictObject({
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
export type GpioTask = z.infer<typeof GpioTask>;

/** `gpio-library-missing`: the addon was not built. `gpio-refused`: the kernel gives a line not, or no more. */
const GpioFault = z.enum(['gpio-library-missing', 'gpio-refused']);

/** What the keeper of the GPIO lines tells the controller. */
export const GpioMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), backend: z.string() }),
  z.strictObject({ type: z.literal('lost'), code: GpioFault, detail: z.string().max(300) }),
  /** A contact has come to rest. */
  z.strictObject({ type: z.literal('input'), input: z.int().min(0), closed: z.boolean() }),
]);
export type GpioMessage = z.infer<typeof GpioMessage>;
