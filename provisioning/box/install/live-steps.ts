import { CONTROLLER_UNIT, KIOSK_UNIT, type Places } from '../places.ts';
import { type Reads, runningStep } from './running-step.ts';
import type { Step } from './step.ts';
import type { System } from './system.ts';
import { FIREWALL_UNIT, SYSTEM_FILES } from './system-steps.ts';

/** That everything runs, with what lies on the disk now. The door is last to stop and first to be there again. */
export function liveSteps(system: System): readonly Step[] {
  const { places, hasScreen } = system;
  return unitsOf(places, hasScreen).map((reads) => runningStep(reads, system));
}

function unitsOf(places: Places, hasScreen: boolean): readonly Reads[] {
  const unitFile = (unit: string) => `${places.units}/${unit}`;
  const { config, brokerAuthority, brokerCertificate, brokerKey } = places;
  const ofController = [config, brokerAuthority, brokerCertificate, brokerKey, SYSTEM_FILES.wired];
  return [
    { unit: 'systemd-journald.service', files: [SYSTEM_FILES.journal] },
    { unit: FIREWALL_UNIT, files: [unitFile(FIREWALL_UNIT), SYSTEM_FILES.firewall] },
    { unit: 'pcscd.socket', files: [] },
    { unit: CONTROLLER_UNIT, files: [unitFile(CONTROLLER_UNIT), ...ofController] },
    ...(hasScreen
      ? [{ unit: KIOSK_UNIT, files: [unitFile(KIOSK_UNIT), SYSTEM_FILES.policies, SYSTEM_FILES.session] }]
      : []),
    { unit: 'ak-update.timer', files: [unitFile('ak-update.timer')] },
  ];
}
