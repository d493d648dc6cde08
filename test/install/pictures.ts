import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { terminalPicture } from '../../provisioning/guides/terminal-picture.ts';
import type { Box } from './box.ts';

const FOLDER = fileURLToPath(new URL('../../provisioning/guides/pictures/', import.meta.url));

/** What the guide shows: each as it is typed, and what it is a picture of. `AK_PICTURES=1` takes them anew. */
const PICTURES = {
  'box-install-check': ['kontoret box install --check', 'What the installation would do'],
  'box-install': ['kontoret box install', 'The installation, and what it says'],
  'box-check': ['kontoret box check', 'The readiness report'],
  'box-click': ['kontoret box check --click entrance', 'The click test'],
  'box-host-card': ['kontoret box host-card --label Anna', 'The first host card'],
} as const;

/** `name` of the guide's pictures, from what the command has really said. */
export function takePicture(name: keyof typeof PICTURES, said: string): void {
  if (process.env.AK_PICTURES !== '1') return;
  const [typed, title] = PICTURES[name];
  writeFileSync(join(FOLDER, `${name}.svg`), terminalPicture(title, [`# ${typed}`, ...said.trimEnd().split('\n')]));
}

/** The commands of a box that runs, of which the guide has pictures. */
export async function pictureTheBox({ machine }: Box, workplace: string): Promise<void> {
  if (process.env.AK_PICTURES !== '1') return;
  const said = async (line: string) => (await machine.script(workplace, `kontoret ${line} 2>&1`)).out;
  takePicture('box-check', await said('box check'));
  takePicture('box-click', await said('box check --click entrance --yes'));
  takePicture('box-host-card', await said('box host-card --label Anna'));
}
