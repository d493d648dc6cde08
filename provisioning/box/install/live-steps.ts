import { CONTROLLER_UNIT, KIOSK_UNIT, type Places } from '../../files/places.ts';
import { type Reads, runningStep } from './running-step.ts';
import type { Step } from './step.ts';
import type { System } from './system.ts';
import { FIREWALL_UNIT, SYSTEM_FILES } from './system-steps.ts';

/** That everything runs, with what lies on the disk now. */
export function liveSteps(system: System): readonly Step[] {
  const { places, hasScreen } = system;
  return unitsOf(places, hasScreen).map((reads) => runningStep(reads, system));
}

function unitsOf(
  { config, brokerAuthority, brokerCertificate, brokerKey }: Places,
  hasScreen: boolean,
): readonly Reads[] {
  const ofController = [config, brokerAuthority, brokerCertificate, brokerKey, SYSTEM_FILES.wired];
  return [
    { unit: 'systemd-journald.service', files: [SYSTEM_FILES.journal] },
    // Before the controller, whose list of devices names what these bring.
    { unit: 'systemd-modules-load.service', files: [SYSTEM_FILES.modules] },
    { unit: FIREWALL_UNIT, files: [SYSTEM_FILES.firewall] },
    { unit: 'pcscd.socket', files: [SYSTEM_FILES.pcscd, SYSTEM_FILES.pcscdSocket] },
    { unit: CONTROLLER_UNIT, files: ofController },
    ...(hasScreen ? [{ unit: KIOSK_UNIT, files: [SYSTEM_FILES.policies] }] : []),
    { unit: 'ak-update.timer', files: [] },
  ];
}
