import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One HTML entry per surface; the service serves `dist` under the same base and keeps `/api` on the same origin. */
export default defineConfig({
  root: here('.'),
  base: '/surfaces/pipedrive/',
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    sourcemap: false,
    // The service's content policy allows no inline script or data address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        panel: here('panel.html'),
        'new-request': here('new-request.html'),
        'refusal-modal': here('refusal-modal.html'),
        requests: here('requests.html'),
        settings: here('settings.html'),
      },
      // Preact changes with its version only: browsers keep it while the surfaces are renewed.
      output: {
        codeSplitting: { groups: [{ name: 'preact', test: /node_modules\/(?:preact|react|react-dom)\// }] },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
