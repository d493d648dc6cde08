import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

/**
 * What Electron's binary on a box may do, burnt into the binary (electronjs.org/docs/latest/tutorial/fuses): it starts our
 * own packed program and nothing else, however its environment and its command line are set.
 */
const fuses = {
  version: FuseVersion.V1,
  // A fuse that a later Electron brings is decided on, not inherited.
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // Electron looks at it on macOS and Windows alone; on Linux it does no harm.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // A kiosk has no key store, and its profile is empty at each start.
  [FuseV1Options.EnableCookieEncryption]: false,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** Sets the fuses of this binary, which is changed where it lies. Rejects when it has none, or others than these. */
export function setFuses(electron) {
  return flipFuses(electron, fuses);
}

if (process.argv[1] === import.meta.filename) {
  const [electron] = process.argv.slice(2);
  if (electron === undefined) {
    console.error('usage: node provisioning/kiosk/electron-fuses.js <Electron’s binary>');
    process.exit(64);
  }
  await setFuses(electron);
}
