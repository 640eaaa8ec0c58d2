import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One HTML entry per surface; the service serves `dist` under the same base and keeps `/api` on the same origin. */
export default defineConfig({
  root: here('.'),
  base: '/surfaces/pipedrive/',
  plugins: [react()],
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
        'new-suspect': here('new-suspect.html'),
        'refusal-modal': here('refusal-modal.html'),
        pipeline: here('pipeline.html'),
        requests: here('requests.html'),
        settings: here('settings.html'),
      },
      // React changes with its version only: browsers keep it while the surfaces are renewed.
      output: {
        codeSplitting: { groups: [{ name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\// }] },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
