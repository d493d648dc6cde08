import { OfficeId, OperatorId } from '../../../device/contract/ids.ts';
import type { Bundle } from '../../../provisioning/bundle/bundle.ts';

/** A box with a PC/SC reader, a relay on USB, an input on GPIO and headphones. */
const config: Bundle['config'] = {
  schemaVersion: 1,
  provisioned: true,
  office: {
    operator: 'kommunen',
    id: 'storgatan-1',
    name: 'Storgatan',
    openingHours: '24/7',
    seats: 24,
    maxPersons: 40,
  },
  policy: 'open',
  relayBoards: [{ id: 'rack', kind: 'lcus', path: '/dev/serial/by-id/usb-1a86_USB_Serial-if00' }],
  doors: [
    {
      ...{ id: 'entrance', name: 'Entrén', driver: 'wired' },
      strike: { via: 'board', board: 'rack', relay: 1 },
      contact: { via: 'gpio', line: 17, form: 'normally-closed' },
    },
  ],
  readers: [{ id: 'outside', door: 'entrance', driver: 'pcsc', direction: 'in' }],
  sound: { headphones: 'plughw:CARD=Device' },
  api: { port: 7380 },
};

/** What came out of an opened bundle; its keys are only what they look like. */
export function aBundle(over: Partial<Bundle> = {}): Bundle {
  const pem = (label: string, body: string) => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
  return {
    format: 'ak-bundle/1',
    operator: OperatorId.parse('kommunen'),
    office: OfficeId.parse('storgatan-1'),
    serial: 3,
    issuedAt: '2026-11-01T12:00:00Z',
    config,
    brokerAuthority: pem('CERTIFICATE', 'QXV0aG9yaXR5'),
    brokerCertificate: pem('CERTIFICATE', 'Qm94'),
    brokerKey: pem('PRIVATE KEY', 'U2VjcmV0'),
    credentialKey: Buffer.alloc(32, 7).toString('base64'),
    operatorKey: pem('PUBLIC KEY', 'T3BlcmF0b3I='),
    releaseKey: pem('PUBLIC KEY', 'UmVsZWFzZQ=='),
    ...over,
  };
}
