import { type Selectable, sql } from 'kysely';
import type { Problem } from '#core/model/problem.ts';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';
import type { Schema } from './schema.ts';

/** A workspace that decides for a company, as stored; its token is sealed. */
export type SlackWorkspaceRow = Selectable<Schema['slack_workspaces']>;

/** What an installation told. */
export interface KeptWorkspace {
  company: string;
  teamId: string;
  enterpriseId: string | null;
  teamName: string;
  /** Sealed (sealed.ts). */
  botToken: string;
  botId: string;
  botUserId: string;
  scopes: string[];
}

/**
 * Keeps the workspace of a company; another one it had before is replaced.
 * @returns false when the workspace decides for another company already
 */
export async function keepWorkspace(store: Store, workspace: KeptWorkspace): Promise<boolean> {
  const { company, teamId, enterpriseId, teamName, botToken, botId, botUserId, scopes } = workspace;
  const kept = await sql`
    insert into slack_workspaces (company, team_id, enterprise_id, team_name, bot_token, bot_id, bot_user_id, scopes)
    select ${company}, ${teamId}, ${enterpriseId}, ${teamName}, ${botToken}, ${botId}, ${botUserId}, ${scopes}::text[]
    where not exists (select from slack_workspaces where team_id = ${teamId} and company <> ${company})
    on conflict (company) do update set team_id = excluded.team_id, enterprise_id = excluded.enterprise_id,
      team_name = excluded.team_name, bot_token = excluded.bot_token, bot_id = excluded.bot_id,
      bot_user_id = excluded.bot_user_id, scopes = excluded.scopes, connected_at = clock_timestamp(), problem = null`.execute(
    store,
  );
  return kept.numAffectedRows === 1n;
}

/** Every workspace, to open them, and to seal their tokens anew. */
export async function listWorkspaces(store: Store): Promise<SlackWorkspaceRow[]> {
  return store.selectFrom('slack_workspaces').selectAll().orderBy('company').execute();
}

/** The workspace that decides for a company. */
export async function workspaceOf(store: Store, company: string): Promise<SlackWorkspaceRow | undefined> {
  return store.selectFrom('slack_workspaces').selectAll().where('company', '=', company).executeTakeFirst();
}

/** The app was taken away in Slack. @returns the company it was of; undefined when it was none of ours */
export async function forgetWorkspace(store: Store, teamId: string): Promise<string | undefined> {
  const gone = await store
    .deleteFrom('slack_workspaces')
    .where('team_id', '=', teamId)
    .returning('company')
    .executeTakeFirst();
  if (gone) await forgetChangesOf(store, gone.company);
  return gone?.company;
}

/** A company is not served any more. @returns the workspace that decided for it; undefined without one */
export async function forgetWorkspaceOf(
  store: Store,
  company: string,
): Promise<SlackWorkspaceRow | undefined> {
  const gone = await store
    .deleteFrom('slack_workspaces')
    .where('company', '=', company)
    .returningAll()
    .executeTakeFirst();
  await forgetChangesOf(store, company);
  return gone;
}

/** Nobody shows them any more; a later connection marks what it finds to show. Marks that are being written stay. */
async function forgetChangesOf(store: Store, company: string): Promise<void> {
  await sql`
    with theirs as (
      select instance_id from approval_changes where company = ${company} for update skip locked)
    delete from approval_changes using theirs
    where approval_changes.instance_id = theirs.instance_id`.execute(store);
}

/** Writes a token that was sealed anew. @param before as it was read: another one came meanwhile, and holds */
export async function keepResealedToken(
  store: Store,
  company: string,
  { before, botToken }: { before: string; botToken: string },
): Promise<void> {
  await sql`
    update slack_workspaces set bot_token = ${botToken}
    where company = ${company} and bot_token = ${before}`.execute(store);
}

/** Notes why the workspace does not work; null = it does again. */
export async function noteWorkspaceProblem(
  store: Store,
  company: string,
  problem: Problem | null,
): Promise<void> {
  await sql`
    update slack_workspaces set problem = ${problem && jsonText(problem)}::jsonb
    where company = ${company}`.execute(store);
}
