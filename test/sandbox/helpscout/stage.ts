import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { apiOf } from './kit.ts';

/** The sandbox and Help Scout's API, for the tests of a file; each test starts with what is there at first. */
export interface DeskStage {
  readonly sandbox: Sandbox;
  readonly api: ReturnType<typeof apiOf>;
}

/** Set up before the tests of a file, and taken down after them. */
export function deskStage(): DeskStage {
  let sandbox: Sandbox;
  let api: ReturnType<typeof apiOf>;
  beforeAll(async () => {
    sandbox = await startSandbox({ instant: true });
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => {
    sandbox.reset();
    api = apiOf(sandbox);
  });
  return {
    get sandbox() {
      return sandbox;
    },
    get api() {
      return api;
    },
  };
}
