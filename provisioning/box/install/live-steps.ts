import type { Bundle } from '../../bundle/bundle.ts';
import { CONTROLLER_UNIT, KIOSK_UNIT, type Places } from '../../files/places.ts';
import { filesToBringStep } from './files-to-bring-step.ts';
import { type Reads, runningStep } from './running-step.ts';
import type { Step } from './step.ts';
import type { System } from './system.ts';
import { FIREWALL_UNIT, SYSTEM_FILES } from './system-steps.ts';

/** That everything runs, with what lies on the disk now. */
export function liveSteps(bundle: Bundle, system: System): readonly Step[] {
  const running = (reads: Reads) => runningStep(reads, system);
  return [
    ...AROUND_THE_DOOR.map(running),
    filesToBringStep(bundle, system.places),
    ...ofTheBox(system.places, system.hasScreen).map(running),
  ];
}

const AROUND_THE_DOOR: readonly Reads[] = [
  { unit: 'systemd-journald.service', files: [SYSTEM_FILES.journal] },
  // Before the controller, whose list of devices names what these bring.
  { unit: 'systemd-modules-load.service', files: [SYSTEM_FILES.modules] },
  { unit: FIREWALL_UNIT, files: [SYSTEM_FILES.firewall] },
  { unit: 'pcscd.socket', files: [SYSTEM_FILES.pcscd, SYSTEM_FILES.pcscdSocket] },
];

function ofTheBox(
  { config, brokerAuthority, brokerCertificate, brokerKey }: Places,
  hasScreen: boolean,
): readonly Reads[] {
  const ofController = [config, brokerAuthority, brokerCertificate, brokerKey, SYSTEM_FILES.wired];
  return [
    { unit: CONTROLLER_UNIT, files: ofController },
    ...(hasScreen ? [{ unit: KIOSK_UNIT, files: [SYSTEM_FILES.policies] }] : []),
    { unit: 'ak-update.timer', files: [] },
  ];
}
