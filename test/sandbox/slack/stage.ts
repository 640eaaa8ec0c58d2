import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { clientOf } from './kit.ts';

/** The sandbox and Slack's own client, for the tests of a file; each test starts with what is there at first. */
export interface SlackStage {
  readonly sandbox: Sandbox;
  readonly client: ReturnType<typeof clientOf>;
}

/** Set up before the tests of a file, and taken down after them. */
export function slackStage(): SlackStage {
  let sandbox: Sandbox;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    sandbox = await startSandbox({ instant: true });
    client = clientOf(sandbox);
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => sandbox.reset());
  return {
    get sandbox() {
      return sandbox;
    },
    get client() {
      return client;
    },
  };
}
