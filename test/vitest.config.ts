import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './kit/summary-reporter.ts';

/** They catch what leaves the process, or look at what it has loaded: each has one of its own. */
const alone = ['test/sync/connectors/**/*.test.ts', 'test/sync/effect-handlers/renew-activation.test.ts'];

/** They say how long people wait: files beside them on the same cores would make it longer. */
const timed = ['test/journeys/slack-same-moment.test.ts', 'test/sync/http/conversation/glance.test.ts'];

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    globalSetup: ['test/kit/global-setup.ts'],
    env: { TZ: 'UTC' },
    reporters: ['default', new SummaryReporter()],
    // Service tests start servers and wait for them: more beside each other only wait longer on two cores.
    maxWorkers: 3,
    // What comes by itself may take its time while other files run beside.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      // Most of a process's work would be to load the service anew for each file.
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...alone, ...timed],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'timed', include: timed, isolate: false, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
