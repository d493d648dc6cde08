/**
 * How Chromium is started as a screen at `url`, with its data in `profile`. `kiosk`: full screen with no way out, else
 * a window for whoever tries the box. What flags cannot forbid the managed policies do (policies.json).
 */
export function chromiumFlags({ url, profile, kiosk, wayland }) {
  return [
    // Its sandbox is refused to root; who starts a screen as root has given that up.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(wayland ? ['--ozone-platform=wayland'] : []),
    `--user-data-dir=${profile}`,
    '--window-size=1280,800',
    '--no-first-run',
    '--no-default-browser-check',
    '--noerrdialogs',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
    '--password-store=basic',
    '--autoplay-policy=no-user-gesture-required',
    // A muster list goes to the default printer at once: a dialog that saves files is a way out of the kiosk.
    ...(kiosk ? ['--kiosk', '--kiosk-printing', url] : [`--app=${url}`]),
  ];
}
