import { assertNever } from '../contract/result.ts';
import type { RowRange } from './log-writer.ts';
import type { HourJob, Job, RetentionJob } from './messages.ts';
import { removeOneAside } from './put-aside.ts';
import type { Statements } from './statements.ts';

/** What a job answers, and the rows of the log that it added. */
export type Performed = { readonly value: unknown; readonly rows: RowRange | null };

/** Inside the caller's transaction; throws SqliteError. */
export function perform(job: Job, statements: Statements): Performed {
  switch (job.op) {
    case 'append':
      return { value: undefined, rows: statements.append(job.record, job.late) };
    case 'enrol':
    case 'block':
    case 'remove':
    case 'set-pin': {
      const value = statements.credentials.change(job);
      const isDone = value.changed.length + value.gone.length > 0;
      return { value, rows: isDone ? statements.append(job.record, false) : null };
    }
    case 'block-all':
      return { value: statements.credentials.blockAll(job), rows: statements.append(job.record, false) };
    case 'add-incident': {
      const rows = statements.incidents.add(job, (record) => statements.append(record, false));
      return { value: undefined, rows };
    }
    case 'save-policy': {
      const rows = statements.savePolicy(job);
      return { value: rows !== null, rows };
    }
    default:
      return { value: otherValue(job, statements), rows: null };
  }
}

type Logging = 'append' | 'enrol' | 'block' | 'block-all' | 'remove' | 'set-pin' | 'save-policy' | 'add-incident';
type OtherJob = Exclude<Job, { readonly op: Logging }>;

function otherValue(job: OtherJob, statements: Statements): unknown {
  switch (job.op) {
    case 'count-use':
      return statements.credentials.countUse(job.hash, job.usesLeft);
    case 'read-holder':
      return statements.credentials.readHolder(job.hash);
    case 'list-guests':
      return statements.credentials.guests(job.now);
    case 'clear-import':
    case 'stage-rows':
    case 'commit-import':
    case 'read-credentials':
      return statements.imports.run(job);
    case 'read-story':
    case 'erase-subject':
    case 'read-enrolled-at':
      return statements.subjects.run(job);
    case 'read-incidents':
    case 'purge-incidents':
    case 'read-oldest-incident':
      return statements.incidents.run(job);
    case 'remember-patron':
      return statements.credentials.rememberPatron(job.hash, job.until);
    case 'read-patron':
      return statements.credentials.readPatron(job.hash);
    case 'read-policy':
      return statements.readPolicy();
    case 'read-counters':
      return statements.readCounters();
    case 'raise-counter':
      return statements.raiseCounter(job.hash, job.counter);
    case 'put-hours':
    case 'read-hours':
    case 'summed-before':
      return hourValue(job, statements);
    case 'read-head':
      return statements.readHead();
    case 'read-announcement':
      return statements.readAnnouncement();
    case 'read-since-reset':
      return statements.readSinceReset(job.after);
    case 'read-door-modes':
      return statements.readDoorModes();
    case 'read-used-numbers':
      return statements.readUsedNumbers();
    case 'read-outbox':
    case 'acknowledge':
    case 'count-outbox':
    case 'drop-some':
      return statements.outbox.run(job);
    default:
      return retentionValue(job, statements);
  }
}

function retentionValue(job: RetentionJob, { purge, credentials, file }: Statements): unknown {
  switch (job.op) {
    case 'read-oldest':
      return purge.oldestSome(job.order, job.after);
    case 'read-marks':
      return purge.marks();
    case 'read-hold':
      return purge.lastHold();
    case 'purge-some':
      return purge.purgeSome(job.order);
    case 'record-purge':
      return purge.record(job.atMs, job.records);
    case 'forget-expired':
      return credentials.forgetExpired(job.now, job.cutoff);
    case 'remove-aside':
      return removeOneAside(file, job.cutoff);
    case 'compact-some':
      return purge.giveBackSome();
    default:
      return assertNever(job);
  }
}

function hourValue(job: HourJob, { hours }: Statements): unknown {
  switch (job.op) {
    case 'put-hours':
      return hours.put(job);
    case 'read-hours':
      return hours.read(job.fromMs, job.untilMs);
    case 'summed-before':
      return hours.summedBefore();
    default:
      return assertNever(job);
  }
}
