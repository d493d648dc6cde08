import { join } from 'node:path';

/**
 * Where everything of a box lies, below `root` (`/`, or a tree that is being made). The file system hierarchy standard's
 * places: what a package brings in /usr, what tells one office from another in /etc, what changes in /var.
 */
export function placesOf(root: string) {
  const at = (path: string) => join(root, path);
  return {
    root,
    /** Root's alone to write; the controller's group may read. */
    settings: at('/etc/ak'),
    config: at('/etc/ak/config.json'),
    /** Of the operator that this box belongs to: its bundles are signed by it. PEM. */
    operatorKey: at('/etc/ak/operator.pub'),
    /** Of who makes releases: updates are signed by it. PEM. */
    releaseKey: at('/etc/ak/release.pub'),
    /** 0700 of the controller's user; each file 0600. */
    keys: at('/etc/ak/keys'),
    brokerAuthority: at('/etc/ak/ca.pem'),
    brokerCertificate: at('/etc/ak/box.crt'),
    brokerKey: at('/etc/ak/keys/box.key'),
    /** The data folder of the controller, 0700 of its user. */
    data: at('/var/lib/ak-controller'),
    /** What the package brought. */
    packagedRelease: at('/usr/lib/ak-controller/release'),
    /** The slots of updates, `a` and `b`, and what is known of them. Root's alone to write. */
    releases: at('/var/lib/ak-releases'),
    /** A link to the release that runs: the packaged one or a slot. */
    currentRelease: at('/var/lib/ak-releases/current'),
    units: at('/etc/systemd/system'),
  } as const;
}
export type Places = ReturnType<typeof placesOf>;

export const CONTROLLER_USER = 'ak-controller';
export const KIOSK_USER = 'ak-kiosk';
export const CONTROLLER_UNIT = 'ak-controller.service';
export const KIOSK_UNIT = 'ak-kiosk.service';
