import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchFault } from './console.js';
import { dataFolder } from './paths.js';

/** Asks the controller that runs on this data folder. Throws LaunchFault when there is none, or when it refuses. */
export async function ask(path, { method = 'GET', body, headers = {} } = {}) {
  const url = new URL(path, readData('api-url'));
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(url, { method, ...json, headers: { ...json.headers, ...headers } }).catch(() => null);
  if (response === null) throw new LaunchFault(`No controller answers at ${url.origin}. Start one with: npm start`);
  const answer = await response.json();
  if (!response.ok) throw new LaunchFault(`Refused (${answer.code}): ${answer.message}`);
  return answer;
}

/** The secret by which the local command line is known; only who can read this box’s files has it. */
export function adminToken() {
  return readData('admin-token');
}

function readData(name) {
  const file = join(dataFolder, name);
  if (!existsSync(file)) throw new LaunchFault(`No controller has run on ${dataFolder}. Start one with: npm start`);
  return readFileSync(file, 'utf8');
}
