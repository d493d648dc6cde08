import { parentPort, workerData } from 'node:worker_threads';
import type { CredentialTable } from './credential-index.ts';
import type { FromWorker, Request, WorkerStart } from './messages.ts';
import { type PostedJob, Store } from './store.ts';

/** The storage thread: the only one that touches the disk. */
if (parentPort === null) throw new Error('the storage worker runs as a worker thread only');
const port = parentPort;
const say = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

const store = new Store(workerData as WorkerStart, (opened) => {
  const credentials = opened.kind === 'refused' ? null : opened.credentials;
  say(opened, credentials === null ? [] : buffersOf(credentials));
});
let waiting: PostedJob[] = [];

/** Everything that came in one turn of the event loop shares a commit. */
function runWaiting(): void {
  const jobs = waiting;
  waiting = [];
  if (jobs.length > 0) say({ kind: 'answers', answers: store.run(jobs) });
}

port.on('message', (request: Request) => {
  if ('close' in request) {
    runWaiting();
    store.close();
    say({ kind: 'closed' });
    return;
  }
  if (waiting.length === 0) setImmediate(runWaiting);
  waiting.push(request);
});
store.open();

/** Handed over, not copied. */
function buffersOf({ places, validity }: CredentialTable): ArrayBuffer[] {
  return validity === null ? [places.buffer] : [places.buffer, validity.buffer];
}
