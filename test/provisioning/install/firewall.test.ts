import { expect, test } from 'vitest';
import { firewallRules, isSshFrom } from '../../../provisioning/box/install/firewall.ts';

const usual = { port: 7380, sshFrom: 'none', kiosk: true } as const;

test.each(['none', '192.0.2.7', '192.0.2.0/24', '2001:db8::/32'])('ssh may be let in from %s', (text) => {
  expect(isSshFrom(text)).toBe(true);
});

test.each([
  ...['', '192.0.2.0/33', '2001:db8::/129', '192.0.2.0/24/1', 'example.se', '0.0.0.0/0 accept; #', '10.0.0.0/'],
  'fe80::1%eth0',
])('nothing else gets into the rules: "%s"', (text) => {
  expect(isSshFrom(text)).toBe(false);
});

test('nobody comes in by ssh unless somebody said from where', () => {
  expect(firewallRules(usual)).not.toContain('dport 22');
  expect(firewallRules({ ...usual, sshFrom: '192.0.2.0/24' })).toContain('ip saddr 192.0.2.0/24 tcp dport 22 accept');
});

test('the screen gets to the controller’s port on the loopback alone', () => {
  const rules = firewallRules({ ...usual, port: 7381 }).split('\n');

  expect(rules.filter((line) => line.includes('skuid')).map((line) => line.trim())).toEqual([
    'meta skuid ak-kiosk ip daddr 127.0.0.1 tcp dport 7381 accept',
    'meta skuid ak-kiosk reject with icmpx admin-prohibited',
  ]);
});

test('a box without a screen has no such user to speak of', () => {
  expect(firewallRules({ ...usual, kiosk: false })).not.toContain('ak-kiosk');
});
