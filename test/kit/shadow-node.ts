import { randomUUID } from 'node:crypto';
import type { Command, PreviewedCommand } from '#core/contract/commands.ts';
import { createAdminAccounts } from '#sync/connectors/admin-accounts/client.ts';
import { createMailer } from '#sync/connectors/mail/client.ts';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { sweepPipedrive } from '#sync/deliveries/sweep-pipedrive.ts';
import { createEffectHandlers } from '#sync/effect-handlers/index.ts';
import { createMailComposer } from '#sync/effect-handlers/send-email.ts';
import type { Bell } from '#sync/engine/bell.ts';
import { performCommand } from '#sync/engine/perform-command.ts';
import { runInstance } from '#sync/engine/run-instance.ts';
import { createLog } from '#sync/log.ts';
import { createKnownOutside } from '#sync/shadow/known-outside.ts';
import { recordWrite } from '#sync/shadow/rehearsal.ts';
import { type Connectors, shadowConnectors } from '#sync/shadow/shadow-connectors.ts';
import { shadowableHandlers } from '#sync/shadow/shadow-handlers.ts';
import type { Database } from '#sync/store/database.ts';
import { requestsOf } from '#sync/store/requests.ts';
import type { Sandbox } from '../../services/sandbox/src/sandbox.ts';
import { unlimitedBudget } from '../sync/connectors/pipedrive/unlimited-budget.ts';
import { aCompany, actor } from './account-request-samples.ts';
import { engineOn, ownLocks } from './engine-on-store.ts';

/** A node without doors on a sandbox: what it hears it reads, what it decides it carries out, live or in shadow. */
export interface ShadowNode {
  /** Reads the CRM and carries out what is due. */
  sweep(): Promise<void>;
  /** The request of a person of the CRM. */
  requestOf(personId: number): Promise<string>;
  /** Decides, and carries out what is due. */
  command(command: PreviewedCommand): Promise<void>;
  /** Carries out what is due of a request. */
  run(requestId: string): Promise<void>;
  close(): void;
}

export interface ShadowNodeOptions {
  database: Database;
  sandbox: Sandbox;
  shadow: boolean;
  settings?: Record<string, unknown>;
}

/** No help desk: nobody is told of anything. */
const noLinks = {
  link: async () => [],
  find: async () => [],
  follow: async () => undefined,
  tellConversation: async () => undefined,
  tellRequest: async () => undefined,
  followMerge: async () => undefined,
  wereMerged: async () => undefined,
  clientWrote: async () => undefined,
};

const silent = { ring: () => undefined, ringAt: () => undefined } as unknown as Bell;

/** Puts a node together by hand, as compose.ts does. */
export function shadowNode({ database, sandbox, shadow, settings }: ShadowNodeOptions): ShadowNode {
  const { db } = database;
  const company = { ...aCompany(settings), shadow };
  const connectors = connectorsTo(sandbox);
  const handlersOn = (reached: Connectors) =>
    createEffectHandlers({
      ...reached,
      db,
      compose: createMailComposer('support@example.org'),
      mailFrom: 'Passerelle <bonjour@example.org>',
      mailReplyTo: 'support@example.org',
      optOutUrlOf: () => 'https://passerelle.example.org/opt-out/abc',
      allowsLoopback: false,
      openRequest: async () => null,
      links: noLinks,
      dealUrlOf: () => null,
      announcedIn: () => undefined,
    });
  const handlers = shadowableHandlers({
    db,
    live: handlersOn(connectors),
    rehearsed: handlersOn(shadowConnectors(connectors, recordWrite, createKnownOutside(db))),
    isOn: shadow,
  });
  const companyOf = () => company;
  const engine = { ...engineOn(database, ownLocks), handlers, companyOf };
  const run = async (requestId: string) => void (await runInstance(engine, requestId));
  return {
    run,
    sweep: async () => {
      const { pipedrive } = connectors;
      const { signal } = new AbortController();
      const parts = { db, bell: silent, companyOf, pipedrive, log: createLog('silent'), signal };
      await sweepPipedrive(parts, company.id, new Date());
      // Organizations are read at once: no webhook will name them.
      await db
        .updateTable('effects')
        .set({ due_at: new Date(0) })
        .where('state', '=', 'waiting')
        .execute();
      const found = await db.selectFrom('instances').select('id').execute();
      for (const { id } of found) await run(id);
    },
    requestOf: async (personId) => {
      const [id] = await requestsOf(db, company.id, 'person', personId);
      if (id === undefined) throw new Error(`Person ${personId} has no request.`);
      return id;
    },
    command: async (wanted) => {
      const command: Command = { ...wanted, commandId: randomUUID() };
      const by = { ...actor(), staffId: actor().staffId ?? 0 };
      const performed = await performCommand(
        { db, companyOf },
        { command, companyId: company.id, by },
        async (_store, { outcome, reason }) => ({ outcome, reason }),
      );
      if (!('answer' in performed) || performed.answer.outcome !== 'advanced')
        throw new Error(`${wanted.type} did not advance: ${JSON.stringify(performed)}`);
      if ('requestId' in wanted) await run(wanted.requestId);
    },
    close: () => connectors.mailer.close(),
  };
}

function connectorsTo({ environment }: Sandbox): Connectors {
  const of = (name: string) => environment[name] ?? '';
  return {
    pipedrive: createPipedrive({
      apiUrl: of('PIPEDRIVE_API_URL'),
      auth: { apiToken: of('PIPEDRIVE_API_TOKEN') },
      budget: unlimitedBudget(),
    }),
    accounts: createAdminAccounts({ scimUrl: of('ACCOUNTS_SCIM_URL'), token: of('ACCOUNTS_SCIM_TOKEN') }),
    mailer: createMailer({ smtpUrl: of('SMTP_URL'), from: of('MAIL_FROM') }),
    desk: () => null,
  };
}
