import { useIntl } from 'react-intl';
import type { HostBox } from '../../device/contract/box-facts.ts';
import { days, type EpochMs, minutes } from '../../device/contract/units.ts';
import { momentsOf } from '../i18n/use-moments.ts';
import { type Text, textOf } from '../i18n/use-text.ts';

export type BoxRow = {
  readonly key: string;
  readonly name: string;
  readonly says: string;
  readonly more: string;
  readonly lamp: 'ready' | 'warned' | 'faulted' | 'absent';
};

/** What somebody has to see to. */
export const isWanting = ({ lamp }: BoxRow) => lamp === 'warned' || lamp === 'faulted';

/** As the box warns of its certificate to the broker’s link (device/broker/identity-watch.ts). */
const CERTIFICATE_ENDS_SOON_DAYS = 30;
/** As the box warns of its disk (device/controller/disk-watch.ts). */
const DISK_NEARLY_FULL_BYTES = 200 * 2 ** 20;

/** What the box knows of itself beside its parts, a row each. */
export function useBoxRows(box: HostBox, now: EpochMs, timeZone: string): readonly BoxRow[] {
  const intl = useIntl();
  const text = textOf(intl);
  const { past } = momentsOf(intl, timeZone);
  const bytes = (count: number) => bytesText(intl, count);
  const offMinutes = box.lastSignMs === null ? 0 : Math.round((box.startedAtMs - box.lastSignMs) / minutes(1));
  const wasOff = offMinutes >= 2 ? text('host.box.off', { count: offMinutes }) : '';
  const { backupAtMs } = box;
  return [
    {
      ...{ key: 'program', name: text('host.box.program'), lamp: 'ready' },
      says: text('host.box.version', { what: box.version }),
      more: [text('host.box.started', { date: past(box.startedAtMs, now) }), wasOff].filter(Boolean).join(' · '),
    },
    {
      ...{ key: 'clock', name: text('host.box.clock'), more: '' },
      ...clockSays(box, text),
    },
    {
      ...{ key: 'disk', name: text('host.box.disk') },
      ...(box.diskFreeBytes === null
        ? { says: text('host.box.disk-unknown'), lamp: 'warned' as const }
        : {
            says: text('host.box.disk-free', { what: bytes(box.diskFreeBytes) }),
            lamp: box.diskFreeBytes < DISK_NEARLY_FULL_BYTES ? ('warned' as const) : ('ready' as const),
          }),
      more: box.walBytes === null ? '' : text('host.box.disk-wal', { what: bytes(box.walBytes) }),
    },
    ...certificateRow(box, now, text),
    {
      ...{ key: 'cards', name: text('host.box.cards'), more: '' },
      says: text('host.box.cards-known', { count: box.hostCards }),
      lamp: box.hostCards === 0 ? 'warned' : 'ready',
    },
    {
      ...{ key: 'rules', name: text('host.box.rules'), more: '', lamp: 'ready' },
      says: text('host.box.version', { what: box.policyVersion }),
    },
    {
      ...{ key: 'watchdog', name: text('host.box.watchdog'), more: '' },
      says: text(box.watchdog ? 'host.box.watchdog-on' : 'host.box.watchdog-off'),
      lamp: box.watchdog ? 'ready' : 'absent',
    },
    {
      ...{ key: 'backup', name: text('host.box.backup'), more: '' },
      says:
        backupAtMs === null
          ? text('host.box.backup-unknown')
          : text('host.box.backup-at', { date: past(backupAtMs, now) }),
      lamp: backupAtMs === null ? 'absent' : 'ready',
    },
  ];
}

function clockSays({ clockSynchronised, clockUnsure }: HostBox, text: Text): Pick<BoxRow, 'says' | 'lamp'> {
  if (clockUnsure) return { says: text('host.box.clock-unsure'), lamp: 'warned' };
  if (clockSynchronised === null) return { says: text('host.box.clock-unknown'), lamp: 'absent' };
  return clockSynchronised
    ? { says: text('host.box.clock-right'), lamp: 'ready' }
    : { says: text('host.box.clock-wrong'), lamp: 'warned' };
}

function certificateRow({ certificate }: HostBox, now: EpochMs, text: Text): readonly BoxRow[] {
  if (certificate === null) return [];
  const left = Math.max(0, Math.floor((certificate.untilMs - now) / days(1)));
  const lamp = certificate.untilMs <= now ? 'faulted' : left < CERTIFICATE_ENDS_SOON_DAYS ? 'warned' : 'ready';
  return [
    {
      ...{ key: 'certificate', name: text('host.box.certificate'), lamp },
      says: text('host.box.certificate-days', { count: left }),
      more: text('host.box.certificate-by', { what: certificate.issuer }),
    },
  ];
}

function bytesText(intl: ReturnType<typeof useIntl>, count: number): string {
  const [value, unit] = count >= 1e9 ? [count / 1e9, 'gigabyte'] : [count / 1e6, 'megabyte'];
  return intl.formatNumber(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
}
