import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isAlive, Launcher, launchCommand } from '../support/launcher.ts';
import { alwaysOpen } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

const CARD = '04A1B2C3D4E5F6';

async function present(address: URL, uid = CARD): Promise<void> {
  const url = new URL('/sim/readers/front/present', address);
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ uid }) });
  expect(status).toBe(200);
}

describe('npm start, with no config and no hardware', () => {
  test('tells each part in a line and the kiosk’s address, opens the door to a card, and says so', async () => {
    const launcher = new Launcher();
    const address = await launcher.kioskAddress();
    for (const part of [
      /^data: /,
      /^shell: none/,
      /^office: /,
      /A reader is ready.*reader=front/,
      /^door entrance: /,
      /^broker: /,
    ])
      expect(launcher.lines.find((line) => part.test(line))).toBeDefined();
    expect(address.href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{20,}$/);
    const page = await fetch(address, { redirect: 'manual' });
    expect(page.status).toBe(303);
    expect(page.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    await present(address);
    await launcher.says(/granted/i);
    await expect.poll(() => launcher.strikeTrace(), { timeout: 5_000 }).toContain(true);
    expect(launcher.lines.join('\n')).not.toContain(CARD);
  });

  test('ends within two seconds of Ctrl-C, in the middle of a pulse, with the relay idle', async () => {
    const launcher = new Launcher();
    const address = await launcher.kioskAddress();
    await present(address);
    await expect.poll(() => launcher.strikeTrace().at(-1), { timeout: 5_000, interval: 10 }).toBe(true);
    const controller = launcher.controller();
    const from = performance.now();
    launcher.child.kill('SIGINT');
    expect(await launcher.exited).toBe(0);
    expect(performance.now() - from).toBeLessThan(2_000);
    expect(isAlive(controller)).toBe(false);
    expect(launcher.strikeTrace().at(-1)).toBe(false);
  });

  test('ends within two seconds of Ctrl-C while the controller hangs', async () => {
    const launcher = new Launcher();
    await launcher.kioskAddress();
    const controller = launcher.controller();
    process.kill(controller, 'SIGSTOP');
    const from = performance.now();
    launcher.child.kill('SIGINT');
    expect(await launcher.exited).toBe(0);
    expect(performance.now() - from).toBeLessThan(2_000);
    expect(isAlive(controller)).toBe(false);
  });

  test('starts a controller that was killed again, at the same address, and the door works', async () => {
    const launcher = new Launcher();
    const address = await launcher.kioskAddress();
    process.kill(launcher.controller(), 'SIGKILL');
    await launcher.says(/The controller ended \(null\); it is started again/);
    await expect
      .poll(
        () =>
          fetch(new URL('/api/health', address)).then(
            (answer) => answer.status,
            () => null,
          ),
        { timeout: 10_000 },
      )
      .toBe(200);
    await present(address);
    await launcher.says(/granted/i);
  });

  test('leaves no controller behind when the launcher itself is killed', async () => {
    const launcher = new Launcher();
    await launcher.kioskAddress();
    const controller = launcher.controller();
    launcher.child.kill('SIGKILL');
    await expect.poll(() => isAlive(controller), { timeout: 5_000 }).toBe(false);
  });
});

describe('npm start, asked for what it cannot do', () => {
  test('refuses a wrong config once, with the path of the key, and is not started again and again', async () => {
    const folder = tempFolder();
    const config = join(folder, 'config.json');
    writeFileSync(config, '{"schemaVersion": 1, "doorbell": true}');
    const launcher = new Launcher({ folder, env: { AK_CONFIG: config } });
    expect(await launcher.exited).toBe(64);
    expect(launcher.lines.join('\n')).toContain('doorbell');
    expect(launcher.lines.join('\n')).not.toContain('started again');
  });

  test('takes its screen with it when the config is refused later', async () => {
    const folder = tempFolder();
    const [config, shown] = [join(folder, 'config.json'), join(folder, 'shown')];
    writeFileSync(config, JSON.stringify(alwaysOpen));
    // A browser that says that it is there, and stays.
    const browser = `#!/bin/sh\necho $$ > ${shown}.part\nmv ${shown}.part ${shown}\nexec sleep 600\n`;
    writeFileSync(join(folder, 'chromium'), browser, { mode: 0o755 });
    const display = { AK_SHELL: 'chromium', DISPLAY: ':9999', PATH: `${folder}:${process.env.PATH}` };
    const launcher = new Launcher({ folder: join(folder, 'data'), env: { ...display, AK_CONFIG: config } });
    await expect.poll(() => existsSync(shown), { timeout: 20_000, interval: 20 }).toBe(true);
    const pid = Number(readFileSync(shown, 'utf8'));
    expect(isAlive(pid)).toBe(true);
    writeFileSync(config, '{"schemaVersion": 1, "doorbell": true}');
    process.kill(launcher.controller(), 'SIGKILL');
    expect(await launcher.exited).toBe(64);
    expect(isAlive(pid)).toBe(false);
  });

  test.each([
    ['cinema', /AK_SHELL is "cinema"; it can be electron, chromium, cage or none/],
    ['chromium', /AK_SHELL=chromium needs a display/],
  ])('refuses AK_SHELL=%s without a display', async (shell, message) => {
    const launcher = new Launcher({ env: { AK_SHELL: shell, DISPLAY: '', WAYLAND_DISPLAY: '' } });
    expect(await launcher.exited).toBe(1);
    expect(launcher.lines.join('\n')).toMatch(message);
  });
});

describe('npm run swipe and npm run enrol', () => {
  test('lay a card on the simulated reader, and make the next card a known one', async () => {
    const launcher = new Launcher();
    await launcher.kioskAddress();
    const enrol = await launchCommand('enrol', launcher.folder, 'visitor');
    expect(enrol).toEqual({ code: 0, output: 'The next card within 30 seconds is enrolled as visitor.\n' });
    const swipe = await launchCommand('swipe', launcher.folder, CARD);
    expect(swipe).toEqual({ code: 0, output: 'It was presented to reader front.\n' });
    await launcher.says(/enrolled/i);
  });

  test('say what is wrong: no card, a malformed one, an unknown role, no controller', async () => {
    const launcher = new Launcher();
    await launcher.kioskAddress();
    const none = tempFolder();
    expect(await launchCommand('swipe', launcher.folder)).toMatchObject({ code: 1 });
    expect((await launchCommand('swipe', launcher.folder, 'XYZ')).output).toMatch(/^Refused \(credential-malformed\)/);
    expect(await launchCommand('enrol', launcher.folder, 'king')).toMatchObject({ code: 1 });
    for (const name of ['swipe', 'enrol'] as const)
      expect((await launchCommand(name, none, name === 'swipe' ? CARD : 'host')).output).toMatch(
        /^No controller has run/,
      );
  });
});
