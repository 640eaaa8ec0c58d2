import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './kit/summary-reporter.ts';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/kit/global-setup.ts'],
    env: { TZ: 'UTC' },
    reporters: ['default', new SummaryReporter()],
    // Service tests start servers and wait for them: more beside each other only wait longer on two cores.
    maxWorkers: 3,
    // What comes by itself may take its time while other files run beside.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
