import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makePackages } from '../../../provisioning/packages/make-packages.ts';
import type { ReleaseParts } from '../../../provisioning/packages/release-tree.ts';
import { filesOf } from '../../../provisioning/packages/tree.ts';
import { describeWith } from '../../support/parts.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { aCheckout } from './a-checkout.ts';

const umask = process.umask();
afterEach(() => void process.umask(umask));

function make(parts: ReleaseParts, out = tempFolder()): readonly string[] {
  const made = makePackages({ ...parts, architectures: ['amd64'], out, note: () => {} });
  if (!made.ok) throw new Error(`${made.error.code}: ${made.error.detail}`);
  return made.value;
}

const packageOf = (files: readonly string[], name: string) =>
  files.find((file) => basename(file).startsWith(`${name}_`)) ?? '';
const field = (deb: string, name: string) =>
  execFileSync('dpkg-deb', ['--field', deb, name], { encoding: 'utf8' }).trim();

function unpacked(deb: string): string {
  const folder = tempFolder();
  execFileSync('dpkg-deb', ['--raw-extract', deb, folder]);
  return folder;
}

describeWith(['dpkg'], 'packages', () => {
  test('the same input gives the same bytes: another folder, another umask, other modes of the sources', () => {
    const digests = [0o022, 0o077].map((mask) => {
      process.umask(mask);
      return make(aCheckout({}, mask)).map((file) => [
        basename(file),
        createHash('sha256').update(readFileSync(file)).digest('hex'),
      ]);
    });
    expect(digests[0]?.map(([name]) => name)).toEqual([
      'ak-controller_0.1.0_amd64.deb',
      'ak-release_0.1.0_amd64.tar.gz',
      'ak-kiosk_0.1.0_all.deb',
    ]);
    expect(digests[1]).toEqual(digests[0]);
    const other = make(aCheckout({ '.build/controller/main.js': 'import "native"; // and a change\n' }));
    const digest = createHash('sha256')
      .update(readFileSync(packageOf(other, 'ak-controller')))
      .digest('hex');
    expect([digest]).not.toContain(digests[0]?.[0]?.[1]);
  });

  test('the controller’s package: where its files go, to whom they belong, and what is not in it', () => {
    const deb = packageOf(make(aCheckout()), 'ak-controller');
    const listing = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' }).trim().split('\n');
    expect(listing.filter((line) => !/^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x) root\/root /.test(line))).toEqual([]);
    const folder = unpacked(deb);
    const files = filesOf(folder).filter((path) => !path.startsWith('usr/lib/ak-controller/release/'));
    expect(files).toEqual([
      ...['control', 'md5sums', 'postinst', 'postrm', 'prerm'].map((name) => `DEBIAN/${name}`),
      'usr/bin/kontoret',
      'usr/lib/modprobe.d/ak-controller.conf',
      'usr/lib/systemd/system/ak-controller.service',
      'usr/lib/sysusers.d/ak-controller.conf',
      'usr/lib/udev/rules.d/60-ak-controller.rules',
      ...['README.md', 'changelog.gz', 'copyright'].map((name) => `usr/share/doc/ak-controller/${name}`),
    ]);
    expect(existsSync(join(folder, 'usr/lib/ak-controller/release/bin/node'))).toBe(true);
    execFileSync('md5sum', ['--check', '--quiet', 'DEBIAN/md5sums'], { cwd: folder });
  });

  test('each carries the text of its licence, in the form that Debian reads', () => {
    for (const deb of make(aCheckout()).filter((file) => file.endsWith('.deb'))) {
      const [name = ''] = basename(deb).split('_');
      const copyright = readFileSync(join(unpacked(deb), `usr/share/doc/${name}/copyright`), 'utf8');
      expect(copyright).toContain('\nLicense: EUPL-1.2\n EUROPEAN UNION PUBLIC LICENCE v. 1.2\n');
      expect(copyright).toContain('\n 15.Applicable Law\n');
      expect(copyright.slice(copyright.indexOf('\nLicense: ')).trimEnd().split('\n').slice(2)).not.toContainEqual(
        expect.stringMatching(/^\S/),
      );
    }
  });

  test('the kiosk’s package: its code with all it imports, its unit, and its login as a setting of the machine', () => {
    const deb = packageOf(make(aCheckout()), 'ak-kiosk');
    const folder = unpacked(deb);
    expect(filesOf(folder).filter((path) => !path.startsWith('usr/share/doc/'))).toEqual([
      ...['conffiles', 'control', 'md5sums', 'postinst', 'postrm', 'prerm'].map((name) => `DEBIAN/${name}`),
      'etc/pam.d/ak-kiosk',
      ...['package.json', 'provisioning/kiosk/kiosk.js', 'provisioning/kiosk/openbox.xml'].map(
        (name) => `usr/lib/ak-kiosk/${name}`,
      ),
      ...['kiosk/waiting.html', 'launch/console.js'].map((name) => `usr/lib/ak-kiosk/provisioning/${name}`),
      'usr/lib/ak-kiosk/sbom.cdx.json',
      'usr/lib/systemd/system/ak-kiosk.service',
    ]);
    expect(readFileSync(join(folder, 'DEBIAN/conffiles'), 'utf8')).toBe('/etc/pam.d/ak-kiosk\n');
    const kiosk = join(folder, 'usr/lib/ak-kiosk/provisioning/kiosk/kiosk.js');
    expect(execFileSync(process.execPath, [kiosk], { encoding: 'utf8' })).toBe('a screen\n');
  });

  test('what a package asks for is Debian’s, and a screen that of the same major version', () => {
    const files = make({ ...aCheckout(), version: '3.4.5' });
    const controller = packageOf(files, 'ak-controller');
    expect(field(controller, 'Version')).toBe('3.4.5');
    expect(field(controller, 'Architecture')).toBe('amd64');
    expect(field(controller, 'Depends').split(', ')).toEqual(
      expect.arrayContaining(['pcscd', 'nftables', 'ca-certificates']),
    );
    expect(field(controller, 'Description')).toContain('Purging the package erases');
    expect(Number(field(controller, 'Installed-Size'))).toBeGreaterThan(30);
    expect(field(packageOf(files, 'ak-kiosk'), 'Depends')).toContain('ak-controller (>= 3~), ak-controller (<< 4~)');
  });

  test('the folder holds one version, and the parts list of each package', () => {
    const out = tempFolder();
    make(aCheckout(), out);
    make({ ...aCheckout(), version: '0.2.0' }, out);
    expect(readdirSync(out).sort()).toEqual([
      'ak-controller_0.2.0_amd64.cdx.json',
      'ak-controller_0.2.0_amd64.deb',
      'ak-kiosk_0.2.0_all.cdx.json',
      'ak-kiosk_0.2.0_all.deb',
      'ak-release_0.2.0_amd64.tar.gz',
    ]);
  });

  test('a key that got in is found before anything is packed', () => {
    const out = tempFolder();
    const parts = aCheckout({ '.build/controller/credential.key': Buffer.alloc(32, 1).toString('base64') });
    expect(() => make(parts, out)).toThrow(/^not-to-be-shipped: .*credential\.key/);
    expect(filesOf(out).filter((path) => path.endsWith('.deb'))).toEqual([]);
  });

  test('a path of the machine that it was built on is found', () => {
    const parts = aCheckout();
    writeFileSync(join(parts.checkout, '.build/controller/main.js'), `// ${parts.checkout}/device/main.ts\n`);
    expect(() => make(parts)).toThrow(/^not-to-be-shipped: \.build\/controller\/main\.js: names/);
  });

  test('a file of the system that no package expects is a fault', () => {
    expect(() => make(aCheckout({ 'provisioning/systemd/surprise.txt': '\n' }))).toThrow(
      /^files-missing: surprise\.txt/,
    );
  });

  test('a program for another machine is a fault', () => {
    const foreign = Buffer.alloc(64);
    foreign.write('\x7fELF\x02\x01\x01', 'latin1');
    foreign.writeUInt16LE(183, 18);
    const parts = aCheckout();
    writeFileSync(join(parts.checkout, 'node_modules/native/prebuilds/linux-x64.node'), foreign);
    expect(() => make(parts)).toThrow(/^wrong-machine: node_modules\/native\/prebuilds\/linux-x64\.node/);
  });
});
