import type { Places } from '../../files/places.ts';
import type { RunTool } from './run-tool.ts';

/** The box that is installed: its tree, and the tools that work on it. */
export type System = {
  readonly places: Places;
  readonly run: RunTool;
  /** Whether it is the machine that this runs on, whose units can be started; else a tree that is being made. */
  readonly live: boolean;
  /** Whether owners can be set. */
  readonly asRoot: boolean;
  /** Whether the screen's package is there. */
  readonly hasScreen: boolean;
};

/** What systemctl(1) and systemd-sysusers(8) are told of a tree that is not the running machine's. */
export function inTree({ places, live }: System): readonly string[] {
  return live ? [] : [`--root=${places.root}`];
}
