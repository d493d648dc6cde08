import { isIP } from 'node:net';

/** From where the box may be reached by ssh: an address or a network, or `none`. */
export type SshFrom = string;

export function isSshFrom(text: string): boolean {
  if (text === 'none') return true;
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  // An address with a zone (fe80::1%eth0) is none that nft(8) knows: it would take no rules at all.
  if (family === 0 || address.includes('%') || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/**
 * The box's table of nft(8). Nobody comes in but by ssh from where the installer said; the screen's user gets out to the
 * controller's port on the loopback and nowhere else. Other tables of the machine are left as they are.
 */
export function firewallRules(options: { readonly port: number; readonly sshFrom: SshFrom; readonly kiosk: boolean }) {
  const { port, sshFrom, kiosk } = options;
  const family = isIP(sshFrom.split('/')[0] ?? '') === 6 ? 'ip6' : 'ip';
  const ssh = sshFrom === 'none' ? [] : [`    ${family} saddr ${sshFrom} tcp dport 22 accept`];
  return [
    '# Made by `kontoret box install`; loaded by ak-firewall.service.',
    'table inet ak',
    'delete table inet ak',
    'table inet ak {',
    '  chain input {',
    '    type filter hook input priority filter; policy drop;',
    '    iif lo accept',
    '    ct state established,related accept',
    '    ct state invalid drop',
    '    meta l4proto { icmp, icmpv6 } accept',
    '    udp sport 67 udp dport 68 accept',
    '    ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept',
    ...ssh,
    '  }',
    '  chain forward {',
    '    type filter hook forward priority filter; policy drop;',
    '  }',
    ...(kiosk ? screenChain(port) : []),
    '}',
    '',
  ].join('\n');
}

function screenChain(port: number): readonly string[] {
  return [
    '  chain output {',
    '    type filter hook output priority filter; policy accept;',
    `    meta skuid ak-kiosk ip daddr 127.0.0.1 tcp dport ${port} accept`,
    '    meta skuid ak-kiosk reject with icmpx admin-prohibited',
    '  }',
  ];
}
