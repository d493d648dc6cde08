import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Health } from '../../../device/contract/api.ts';
import type { Result } from '../../../device/contract/result.ts';
import type { Places } from '../../files/places.ts';
import type { Around } from '../around.ts';
import type { BoxFault } from '../controller/box-client.ts';
import { certificateFinding, factFindings } from './facts.ts';
import { type Finding, fault, unknown, well } from './finding.ts';
import { keyFinding } from './key-files.ts';
import { powerFinding, realTimeClockFinding, writableFinding } from './machine.ts';
import {
  brokerFindings,
  doorFindings,
  fireFinding,
  libraryFinding,
  logFinding,
  readerFinding,
  screenFinding,
} from './parts.ts';
import { releaseFinding } from './release.ts';
import { firewallFinding, serviceFindings, watchdogFindings } from './services.ts';
import { lasting } from './times.ts';
import { underWayFindings } from './under-way.ts';

/** All that is to be said of this box: by its controller, where that answers, and by the system. */
export async function findingsOf(
  asked: Result<Health, BoxFault>,
  places: Places,
  around: Around,
): Promise<readonly Finding[]> {
  const now = around.now();
  const health = asked.ok ? asked.value : null;
  return [
    controllerFinding(asked, now),
    releaseFinding(places, health?.version ?? null),
    ...underWayFindings(places),
    ...(health === null ? withoutController(places, now) : partFindings(health, now)),
    realTimeClockFinding(places),
    writableFinding(places),
    keyFinding(places),
    ...(await serviceFindings(around, places)),
    await firewallFinding(around, process.getuid?.() === 0),
    ...(await watchdogFindings(around, health?.box.watchdog ?? null, places)),
    await powerFinding(around, places),
  ];
}

function controllerFinding(asked: Result<Health, BoxFault>, now: number): Finding {
  if (asked.ok) {
    const { version, box, simulator } = asked.value;
    const says = `version ${version}, up for ${lasting(now - box.startedAtMs)}`;
    return simulator
      ? fault(
          'controller',
          `${says}, with simulated parts`,
          'An office’s own box has "provisioned": true and real parts.',
        )
      : well('controller', `ready, ${says}`);
  }
  if (asked.error.code === 'not-permitted') return unknown('controller', 'only root may ask it', 'Run this as root.');
  if (asked.error.code === 'answer-unknown')
    return fault('controller', 'answers, in words of another version', 'systemctl restart ak-controller');
  return fault('controller', 'does not run: the door lets nobody in', 'journalctl -u ak-controller -n 50 tells why.');
}

function partFindings(health: Health, now: number): readonly Finding[] {
  return [
    ...health.readers.map((reader) => readerFinding(reader, health.box.heardAtMs[reader.id], health.clock.timeZone)),
    ...health.doors.flatMap(doorFindings),
    fireFinding(health),
    ...brokerFindings(health),
    libraryFinding(health),
    logFinding(health),
    screenFinding(health),
    ...factFindings(health, now),
  ];
}

function withoutController({ brokerCertificate }: Places, now: number): readonly Finding[] {
  const parts = ['readers', 'strike', 'contact', 'broker', 'card rules'];
  return [
    ...parts.map((part) => unknown(part, 'only the controller knows')),
    ...certificateInFile(brokerCertificate, now),
  ];
}

function certificateInFile(file: string, now: number): readonly Finding[] {
  try {
    const { issuer, validTo } = new X509Certificate(readFileSync(file));
    const name = /^CN=(.+)$/m.exec(issuer)?.[1] ?? issuer.replaceAll('\n', ', ');
    return [certificateFinding({ issuer: name, untilMs: Date.parse(validTo) }, now)];
  } catch {
    return [];
  }
}
