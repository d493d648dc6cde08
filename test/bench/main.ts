import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchDecisions } from './decision.ts';
import { benchImport } from './import.ts';
import { CREDENTIALS, ensureLargeDatabase, LOG_ROWS, restoreLargeDatabase } from './large-database.ts';
import { benchLibrary } from './library.ts';
import {
  benchAppend,
  benchHours,
  benchPresent,
  benchPurge,
  benchVerify,
  benchVisitsOfDay,
  bytesPerEvent,
} from './log.ts';
import { benchOsdp } from './osdp.ts';
import { benchPcsc } from './pcsc.ts';
import { benchPn532 } from './pn532.ts';
import { benchScreen } from './screen.ts';
import { benchStart } from './start.ts';
import { type Row, tableOf } from './statistics.ts';
import { benchTapToStrike } from './tap-to-strike.ts';
import { benchWear } from './wear.ts';

const asJson = process.argv.includes('--json');
const progress = (text: string) => void process.stderr.write(`${text}\n`);

const database = fileURLToPath(new URL('../../.cache/bench/kiosk.sqlite', import.meta.url));
ensureLargeDatabase(database, progress);

// First, while this process is small: what it costs to poll an idle line is measured on the process as a whole.
progress('OSDP …');
const osdp = await benchOsdp();
restoreLargeDatabase(database);
progress('tap to strike …');
const { tap, floor } = await benchTapToStrike(database);
progress('log …');
restoreLargeDatabase(database);
const rowBytes = bytesPerEvent(database);
const verify = benchVerify(database);
const append = benchAppend(database);
const present = benchPresent();
const visits = benchVisitsOfDay(database);
const month = await benchHours(database);
const purge = await benchPurge(database);
restoreLargeDatabase(database);
progress('decision …');
const [small, large] = benchDecisions([1_000, CREDENTIALS]);
if (small === undefined || large === undefined) throw new Error('two numbers make two measurements');
progress('start …');
restoreLargeDatabase(database);
const start = await benchStart(dirname(database));
progress('wear …');
const wear = await benchWear(join(dirname(database), 'wear'));
progress('screen …');
const screen = await benchScreen();
progress('PC/SC …');
const pcsc = await benchPcsc();
progress('PN532 …');
const pn532 = await benchPn532();
progress('import …');
const imported = await benchImport();
progress('library …');
const library = await benchLibrary();

const rows: Row[] = [
  { what: 'card event → strike, p50', unit: 'ms', value: tap.p50, floor: floor.p50 },
  { what: 'card event → strike, p99', unit: 'ms', value: tap.p99, floor: floor.p99, target: floor.p99 + 5 },
  { what: 'log, append and commit, p50', unit: 'ms', value: append.append.p50, floor: append.floor.p50 },
  { what: 'log, append and commit, p99', unit: 'ms', value: append.append.p99, floor: append.floor.p99 },
  {
    what: 'log, append, to a bare fdatasync, p99',
    unit: '×',
    value: append.append.p99 / append.floor.p99,
    target: 1.5,
  },
  { what: 'how many are inside, p99', unit: 'µs', value: present.p99, target: 10 },
  { what: `visits of a day (${visits.visits}), p50`, unit: 'ms', value: visits.spread.p50, target: 20 },
  { what: 'a month of hours, p50', unit: 'ms', value: month.p50, target: 200 },
  { what: 'following the chain, each row', unit: 'µs', value: verify.each, floor: verify.floor, target: 5 },
  { what: 'append while a day is purged, p50', unit: 'ms', value: purge.busy.p50, floor: purge.idle.p50 },
  {
    what: 'append while a day is purged, later by, p99',
    unit: 'ms',
    value: purge.busy.p99 - purge.idle.p99,
    target: 5,
  },
  { what: 'database to each event', unit: 'B', value: rowBytes, target: 200 },
  { what: 'decision, 1 k credentials, p50', unit: 'µs', value: small.p50 },
  { what: 'decision, 1 M credentials, p50', unit: 'µs', value: large.p50, floor: small.p50 },
  { what: 'decision, 1 M credentials, p99', unit: 'µs', value: large.p99, floor: small.p99, target: 150 },
  { what: 'decision, growth of p99, 1 k → 1 M', unit: '×', value: large.p99 / small.p99, target: 1.5 },
  ...(screen ?? []),
  ...(pcsc === null
    ? []
    : [
        { what: 'PC/SC, later than a C program, p50', unit: 'ms', value: pcsc.p50, target: 2 },
        { what: 'PC/SC, later than a C program, p99', unit: 'ms', value: pcsc.p99, target: 10 },
      ]),
  ...(pn532 === null
    ? []
    : [
        { what: 'PN532 on a pty, card → event, p50', unit: 'ms', value: pn532.p50 },
        { what: 'PN532 on a pty, card → event, p99', unit: 'ms', value: pn532.p99, target: 20 },
      ]),
  ...(osdp === null
    ? []
    : [
        { what: 'OSDP on a pty, 8 readers, card → event, p50', unit: 'ms', value: osdp.cards.p50 },
        { what: 'OSDP on a pty, 8 readers, card → event, p99', unit: 'ms', value: osdp.cards.p99, target: 85 },
        { what: 'OSDP, 8 idle readers, of one core', unit: '%', value: osdp.cpuPercent, target: 5 },
      ]),
  { what: 'library by SIP2, on this machine, p50', unit: 'ms', value: library.well.p50 },
  { what: 'library by SIP2, on this machine, p99', unit: 'ms', value: library.well.p99 },
  { what: 'library dead, the first visitor', unit: 'ms', value: library.firstDead, target: 1_600 },
  { what: 'library dead, the next ones, p99', unit: 'ms', value: library.thenDead.p99, target: 10 },
  { what: 'import of 1 M cards', unit: 's', value: imported.seconds, floor: imported.floorSeconds, target: 60 },
  { what: 'import, to a bare insert of each', unit: '×', value: imported.seconds / imported.floorSeconds, target: 3 },
  { what: 'taps meanwhile whose record came late', unit: '%', value: imported.lateTapsPercent, target: 25 },
  { what: 'written to the disk by 1,000 taps', unit: 'MB', value: wear.alone, floor: wear.floor, target: 40 },
  { what: '… with a broker', unit: 'MB', value: wear.withBroker, floor: wear.floor, target: 100 },
  { what: 'process start → reader armed', unit: 'ms', value: start.armedMs, floor: start.bareNodeMs, target: 1_000 },
  { what: 'resident memory then', unit: 'MB', value: start.residentMb, target: 120 },
];
const machine = `${cpus()[0]?.model.trim()} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;

if (asJson) process.stdout.write(`${JSON.stringify({ machine, credentials: CREDENTIALS, logRows: LOG_ROWS, rows })}\n`);
else {
  process.stdout.write(`${machine}; ${CREDENTIALS} credentials, ${LOG_ROWS} log rows; medians of several runs\n\n`);
  process.stdout.write(`${tableOf(rows)}\n`);
  if (pcsc === null) process.stdout.write('\nPC/SC was not measured: it needs pcscd with vpcd, gcc and root\n');
  if (pn532 === null) process.stdout.write('\nPN532 and OSDP were not measured: there is no socat\n');
  if (screen === null) process.stdout.write('\nThe screen was not measured: there is no Chromium\n');
}
