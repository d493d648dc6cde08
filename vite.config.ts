import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { listModules } from './provisioning/packages/list-modules.ts';

const buildFolder = fileURLToPath(new URL('.build', import.meta.url));
const page = (name: string) => fileURLToPath(new URL(`renderer/${name}.html`, import.meta.url));

// The server's content security policy takes scripts and styles from files only: nothing may be inlined.
export default defineConfig(({ mode }) => ({
  root: fileURLToPath(new URL('renderer', import.meta.url)),
  base: '/',
  plugins: [react(), ...(mode === 'gallery' ? [] : [listModules('renderer', buildFolder)])],
  build: {
    outDir: fileURLToPath(new URL(mode === 'gallery' ? '.build/gallery' : '.build/renderer', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome123',
    // The kiosk, and the board of central staff; and, for whoever looks after them, every screen of the kiosk.
    rolldownOptions: {
      input: mode === 'gallery' ? { gallery: page('gallery') } : { index: page('index'), board: page('board') },
    },
  },
}));
