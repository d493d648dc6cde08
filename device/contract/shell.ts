import { z } from 'zod';

/**
 * What is wrong with the screen. `shell-frozen`: a page is connected and paints nothing. `shell-gone`: no page is
 * connected where somebody keeps a shell.
 */
export const ShellFault = z.enum(['shell-frozen', 'shell-gone']);
export type ShellFault = z.infer<typeof ShellFault>;

/**
 * POST /api/kiosk/frame: a frame was made. `printing`: the page is about to print, which holds it up until the printer
 * has it.
 */
export const FrameCommand = z.strictObject({ printing: z.boolean().default(false) });
export type FrameCommand = z.infer<typeof FrameCommand>;

/** One `restart` message of GET /api/shell/watch: the shell is to be ended and started anew. */
export const ShellRestart = z.strictObject({ code: ShellFault });
export type ShellRestart = z.infer<typeof ShellRestart>;

/** POST /api/shell/start-address: what opens one session at the controller's address, once. */
export const ShellStartAddress = z.strictObject({ path: z.string() });
export type ShellStartAddress = z.infer<typeof ShellStartAddress>;
