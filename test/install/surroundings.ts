import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exampleConfig } from '../support/example-config.ts';

/** Where the relay board of README's example is plugged in, and what it was told, in the machine. */
export const BOARD = '/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0';
export const BOARD_HEARD = '/run/relay-board';
/** What central staff hear, a line for each message. */
export const FEED = '/run/feed';
/** An address of the machine that is not the loopback's, at which anybody may ask. */
export const OUTSIDE = '192.0.2.1';
export const OUTSIDE_PORT = 8080;

const unit = (...lines: readonly string[]) =>
  ['[Unit]', 'StartLimitIntervalSec=0', '[Service]', 'Restart=always', 'RestartSec=100ms', ...lines, ''].join('\n');

/**
 * What is around a box, put into the tree: a relay board at the far end of a serial line, the operator's broker with
 * provisioning/broker's own configuration, central staff who listen, and a neighbour in the network.
 */
export function putSurroundings(tree: string): void {
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  };
  const starts = (name: string, text: string) => {
    put(`etc/systemd/system/${name}`, text);
    mkdirSync(join(tree, 'etc/systemd/system/multi-user.target.wants'), { recursive: true });
    symlinkSync(`../${name}`, join(tree, 'etc/systemd/system/multi-user.target.wants', name));
  };
  const line = `pty,raw,echo=0,link=${BOARD},group=dialout,mode=660`;
  starts(
    'relay-board.service',
    unit(`ExecStartPre=mkdir -p ${dirname(BOARD)}`, `ExecStart=socat ${line} pty,raw,echo=0,link=/dev/far`),
  );
  starts('relay-board-ear.service', unit(`ExecStart=sh -c 'exec cat /dev/far >> ${BOARD_HEARD}'`));
  put('etc/mosquitto/mosquitto.conf', exampleConfig('mosquitto.conf', {}));
  put('etc/mosquitto/ak/mosquitto.acl', readFileSync(inProvisioning('broker/mosquitto.acl'), 'utf8'));
  const staff = '--cafile /root/central/ca.crt --cert /root/central/central.crt --key /root/central/central.key';
  const asked = '-V mqttv5 -h broker.example.se -p 8883 -t ak/v1/#';
  put(
    'etc/systemd/system/central.service',
    unit(`ExecStart=sh -c 'exec mosquitto_sub ${staff} ${asked} -F "%%t %%p" >> ${FEED}'`),
  );
  // It starts once it has its certificate.
  rmSync(join(tree, 'etc/systemd/system/multi-user.target.wants/mosquitto.service'), { force: true });
  put('etc/hosts', '127.0.0.1 localhost broker.example.se\n');
  starts('neighbour.service', unit(`ExecStartPre=-ip address add ${OUTSIDE}/32 dev lo`, `ExecStart=${listener()}`));
}

const listener = () => `socat TCP-LISTEN:${OUTSIDE_PORT},fork,reuseaddr SYSTEM:true`;

function inProvisioning(path: string): URL {
  return new URL(`../../provisioning/${path}`, import.meta.url);
}

/** Lays the packages, and what an operator writes, where the commands of README are typed. */
export function putWorkplace(tree: string, debs: readonly string[], config: string): void {
  for (const deb of debs) cpSync(deb, join(tree, 'root', deb.split('/').at(-1) ?? deb));
  writeFileSync(join(tree, 'root/storgatan-1.json'), config);
}
