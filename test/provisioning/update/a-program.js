// What stands for a release in the tests of updates: a controller that counts its starts in a real database, and the
// command that rehearses on a copy of it. It is as good or as bad as the behaviour.json beside its release.json says.
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const inRelease = (name) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const release = inRelease('release.json');
const behaviour = inRelease('behaviour.json');
const data = process.env.AK_DATA_DIR;
const bootId = randomUUID();

/** The schema that the database had. */
function open(file) {
  const db = new DatabaseSync(file);
  const from = db.prepare('PRAGMA user_version').get().user_version;
  if (from > release.schema) {
    db.close();
    return { from, db: null };
  }
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  for (let step = from + 1; step <= release.schema; step++)
    db.exec(`BEGIN; CREATE TABLE event_of_${step} (id TEXT, type TEXT) STRICT; PRAGMA user_version = ${step}; COMMIT`);
  return { from, db };
}

function rehearse() {
  const copy = join(data, 'rehearsal.sqlite');
  rmSync(copy, { force: true });
  const live = new DatabaseSync(join(data, 'kiosk.sqlite'), { readOnly: true });
  live.exec(`VACUUM INTO '${copy}'`);
  live.close();
  const { from, db } = open(copy);
  db?.close();
  for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true });
  if (behaviour.rehearsal === 'fails') return { ok: false, code: 'database-broken', message: 'no' };
  if (db === null) return { ok: false, code: 'database-newer-than-program', message: `schema ${from}` };
  return { ok: true, from, to: release.schema, rows: 1 };
}

function control() {
  if (behaviour.start === 'fails') process.exit(70);
  const { db } = open(join(data, 'kiosk.sqlite'));
  if (db === null) process.exit(64);
  const insert = db.prepare(`INSERT INTO event_of_${release.schema} VALUES (?, ?)`);
  const note = (type) => {
    const id = randomUUID();
    insert.run(id, type);
    appendFileSync(process.env.AK_TEST_TRACE, `${id}\n`);
  };
  note(`started ${release.version}`);
  const ready = { state: 'ready' };
  const health = {
    version: release.version,
    bootId,
    readers: behaviour.readers.map((id) => ({ id, ...ready })),
    doors: [{ id: 'entrance', strike: ready, contact: ready, rex: ready, tamper: null }],
    fireInput: null,
    log: ready,
  };
  const windowFile = join(data, 'window.json');
  const free = { allowed: true, reason: 'ready', changesAtMs: null };
  const answers = {
    '/api/health': () => health,
    '/api/admin/update-window': () => (existsSync(windowFile) ? JSON.parse(readFileSync(windowFile, 'utf8')) : free),
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      if (request.method === 'POST') note(JSON.parse(body).type);
      response.end(JSON.stringify(answers[request.url]?.() ?? {}));
    });
  });
  server.listen(0, '127.0.0.1', () => {
    writeFileSync(join(data, 'admin-token'), 'token');
    writeFileSync(join(data, 'api-url'), `http://127.0.0.1:${server.address().port}/`);
    if (behaviour.start === 'ends') setTimeout(() => process.exit(70), 30);
  });
  process.on('SIGTERM', () => {
    db.close();
    process.exit(0);
  });
}

if (process.argv[2] === 'rehearse') process.stdout.write(`${JSON.stringify(rehearse())}\n`);
else control();
