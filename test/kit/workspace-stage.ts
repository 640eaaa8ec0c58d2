import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { SlackAccess } from '#sync/environment.ts';
import { createLog } from '#sync/log.ts';
import { createSeal } from '#sync/sealed.ts';
import type { WorkspacesOptions } from '#sync/slack/workspaces.ts';
import type { Database } from '#sync/store/database.ts';
import { createFakeSlack, type FakeSlack } from '../fakes/fake-slack.ts';
import { openTestStore } from './test-store.ts';

/** What workspaces of Slack are opened with: a store with the companies 1 and 2, and Slack in memory. */
export interface WorkspaceStage {
  readonly database: Database;
  /** A new one for each test. */
  readonly slack: FakeSlack;
  nowMs: number;
  /** Of a token in the configuration, unless it is said otherwise. */
  optionsWith(more?: Partial<WorkspacesOptions>): WorkspacesOptions;
}

export const byToken: SlackAccess = {
  signingSecret: 's',
  apiUrl: 'https://slack.com/api/',
  botToken: 'xoxb-1',
  app: null,
  channel: 'C0OFENV',
};
/** The key of the service. */
export const workspaceSeal = createSeal([Buffer.alloc(32, 1)]);

/** Set up before the tests of a file, and taken down after them. */
export function workspaceStage(): WorkspaceStage {
  let database: Database;
  let slack: FakeSlack;
  const stage: WorkspaceStage = {
    get database() {
      return database;
    },
    get slack() {
      return slack;
    },
    nowMs: 0,
    optionsWith: (more = {}) => ({
      db: database.db,
      seal: workspaceSeal,
      access: byToken,
      tokenCompanyId: () => '1',
      channelOf: () => undefined,
      connect: () => ({ background: slack, interactive: slack }),
      log: createLog('silent'),
      nowMs: () => stage.nowMs,
      ...more,
    }),
  };
  beforeAll(async () => {
    database = await openTestStore();
    await database.pool.query(
      "insert into companies (id, name, api_url, state) values ('1', '', '', 'active'), ('2', '', '', 'active')",
    );
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    slack = createFakeSlack();
    stage.nowMs = 1_000_000;
    await database.pool.query('delete from slack_workspaces');
  });
  return stage;
}

/** Until what Slack was asked in the background is answered. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
