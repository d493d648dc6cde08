import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const page = (name: string) => fileURLToPath(new URL(`renderer/${name}.html`, import.meta.url));

// The server's content security policy takes scripts and styles from files only: nothing may be inlined.
export default defineConfig({
  root: fileURLToPath(new URL('renderer', import.meta.url)),
  base: '/',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('.build/renderer', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome120',
    // The kiosk, and the board of central staff.
    rolldownOptions: { input: { index: page('index'), board: page('board') } },
  },
});
