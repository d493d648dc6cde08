import type { Cost, Summary } from './summary.ts';

const whole = (value: number) => value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ' ');
const ms = (value: number) => `${value >= 100 ? whole(value) : value.toFixed(1)} ms`;
const delay = (spread: Summary['live']) =>
  spread === null
    ? 'none'
    : `${whole(spread.count)}: p50 ${ms(spread.p50Ms)}, p99 ${ms(spread.p99Ms)}, max ${ms(spread.maxMs)}`;

function costOf({ cpuPercent, residentKb }: Cost, offices: number): string {
  const each = `${(cpuPercent / offices).toFixed(3)} % and ${whole(residentKb / offices)} kB each`;
  return `${cpuPercent.toFixed(0)} % of a core, ${whole(residentKb / 1024)} MB; ${each}`;
}

/** For people. */
export function tableOf(summary: Summary): string {
  const { settings, malformed, broker, loopLate, machine } = summary;
  const { offices, minutes, speed, seed, faults } = settings;
  const rows: readonly (readonly [string, string])[] = [
    ['offices', `${whole(offices)} for ${minutes} min at speed ${whole(speed)}, seed ${seed}`],
    ['faults', `${faults}: ${summary.drops} drops, ${summary.powerCuts} power cuts, ${summary.clockJumps} clock jumps`],
    ['broker restarted', settings.restartBroker ? 'once' : 'no'],
    ['history sent', whole(summary.sent)],
    ['history received', whole(summary.received)],
    ['of that late', whole(summary.late)],
    ['lost', whole(summary.lost)],
    ['still waiting', whole(summary.waiting)],
    ['doubled', whole(summary.doubled)],
    ['out of order', whole(summary.outOfOrder)],
    ['malformed', [whole(malformed.count), ...malformed.examples].join('\n  ')],
    ['states received', whole(summary.states)],
    ['connections made', whole(summary.connections)],
    ['of the listener lost', whole(summary.listenerOutages)],
    ['end to end, live', delay(summary.live)],
    ['end to end, waited', delay(summary.waited)],
    ['offices’ event loop late', `p99 ${ms(loopLate.p99Ms)}, max ${ms(loopLate.maxMs)}`],
    ['load of the machine', `${machine.load.toFixed(1)} on ${machine.cores} cores`],
    ['messages each second', `${whole(summary.messagesPerSecond)}, at most ${whole(summary.peakPerSecond)}`],
    ['bytes per office and day', whole(summary.bytesPerOfficeDay)],
    ['drained in', `${summary.drainSeconds.toFixed(1)} s`],
    ['cost of the offices', costOf(summary.senders, offices)],
    ['cost of the broker', broker === null ? 'not measured' : costOf(broker, offices)],
  ];
  const width = Math.max(...rows.map(([what]) => what.length));
  return rows.map(([what, value]) => `${what.padEnd(width)}  ${value}`).join('\n');
}
