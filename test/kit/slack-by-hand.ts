import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buttonKeysOf } from '#sync/approvals/button-value.ts';
import type { ApprovalOptions } from '#sync/approvals/options.ts';
import { postDueDigests } from '#sync/approvals/post-digest.ts';
import { createReminders } from '#sync/approvals/remind.ts';
import { readEnvironment } from '#sync/environment.ts';
import { createLog } from '#sync/log.ts';
import { openInstallation } from '#sync/parts.ts';
import { openDatabase } from '#sync/store/database.ts';
import { eventually, type World } from './start-world.ts';

/** One more node of a world, of which only what it does every minute in Slack runs, and at a time that is told. */
export interface NodeByHand {
  /** What every minute does, at this instant (ISO 8601). */
  minuteAt(instant: string): Promise<void>;
  stop(): Promise<void>;
}

/** Opens it. @param settings over those of the world */
export async function nodeByHand(world: World, settings: Record<string, unknown>): Promise<NodeByHand> {
  const settingsFile = join(tmpdir(), `passerelle-settings-${randomUUID()}.json`);
  const given = JSON.parse(await readFile(world.environment.SETTINGS_FILE ?? '', 'utf8'));
  await writeFile(settingsFile, JSON.stringify({ ...given, ...settings }));
  const environment = readEnvironment({ ...world.environment, SETTINGS_FILE: settingsFile });
  const log = createLog('silent');
  const database = await openDatabase({ databaseUrl: world.databaseUrl, dataDir: '', log: () => undefined });
  const installation = await openInstallation(environment, database, log);
  const { companies, keys, slack, mailer } = installation;
  if (!slack) throw new Error('This world has no Slack.');
  await Promise.all(companies.ids().map(companies.refreshCatalogue));
  await eventually(() => companies.ids().every((id) => slack.workspaces.slackOf(id)));
  let nowMs = Date.now();
  const options: ApprovalOptions = {
    db: database.db,
    companies,
    slackOf: slack.workspaces.slackOf,
    buttonKey: buttonKeysOf(keys)[0],
    log,
    now: () => new Date(nowMs),
  };
  const remind = createReminders(options);
  const { signal } = new AbortController();
  return {
    minuteAt: async (instant) => {
      nowMs = Date.parse(instant);
      await postDueDigests(options, signal);
      await remind(signal);
    },
    stop: async () => {
      mailer.close();
      await companies.flush();
      await database.close();
      await rm(settingsFile, { force: true });
    },
  };
}
