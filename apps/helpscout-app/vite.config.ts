import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/** React's API in a tenth of its size: beside a conversation the sidebar has to be there at once. */
const preact = {
  'react-dom/client': 'preact/compat/client',
  'react-dom': 'preact/compat',
  'react/jsx-runtime': 'preact/jsx-runtime',
  react: 'preact/compat',
};

/**
 * One page; the service serves `dist` under the same base and keeps `/api` on the same origin. In development it runs on
 * React itself, whose parts can be exchanged while they run.
 */
export default defineConfig(({ command }) => ({
  root,
  base: '/surfaces/helpscout/',
  plugins: [react()],
  resolve: { alias: command === 'build' ? preact : {} },
  build: {
    outDir: `${root}dist`,
    sourcemap: false,
    emptyOutDir: true,
    // No inline script, no data address: the content policy allows neither.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, files, { hostType }) => (hostType === 'html' ? files : []),
    },
    rolldownOptions: {
      input: { sidebar: `${root}sidebar.html` },
      // What every conversation needs is one file beside the first.
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: 'view',
              test: /sidebar\/(view\/|badges)|components\/(badge|fields|outside|section)|dates/,
            },
          ],
        },
      },
    },
  },
}));
