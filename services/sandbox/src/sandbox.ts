import { createServer } from 'node:http';
import type { AccountsMemory } from './accounts/account.ts';
import { createDirectory } from './accounts/directory.ts';
import { createApp } from './app.ts';
import { type CallLog, createCallLog } from './calls.ts';
import { startFrameServer } from './helpscout/frame-server.ts';
import type { HelpscoutStandIn } from './helpscout/stand-in.ts';
import { createHelpscout } from './helpscout-part.ts';
import { closeServer, listen } from './http-server.ts';
import { createMailbox, type MailboxMemory } from './mailbox/mailbox.ts';
import { startSmtp } from './mailbox/smtp.ts';
import { createMemoryFile, type MemoryFile, readMemoryFile } from './memory.ts';
import { createMisbehaviourRules, type MisbehaviourRules } from './misbehaviour.ts';
import type { SandboxParts } from './pages/parts.ts';
import type { PipedriveMemory } from './pipedrive/records.ts';
import type { PipedriveStandIn } from './pipedrive/stand-in.ts';
import { type Companies, createCompanies, resetCompanies } from './pipedrive-part.ts';
import { type SandboxMemory, sandboxMemory } from './sandbox-memory.ts';
import { sandboxSecrets } from './secrets.ts';
import { serviceEnvironment } from './service-environment.ts';
import { slackIds } from './slack/seed-slack.ts';
import { createSlackStandIn, type SlackStandIn } from './slack/stand-in.ts';

export type SandboxOptions = {
  host?: string;
  /** 0 = any free port. */
  port?: number;
  smtpPort?: number;
  /** Where the memory is kept; absent = it ends with the process. */
  file?: string;
  serviceUrl?: string;
  webhookRetryMs?: number[];
  /** For tests: webhooks and events are retried at once, the search index does not lag, Slack counts no calls. */
  instant?: boolean;
};

export type Sandbox = {
  url: string;
  /** The variables that make the service use this sandbox. */
  environment: Record<string, string>;
  /** The first company of the Pipedrive stand-in: what acts.ts takes as its context. */
  standIn: PipedriveStandIn;
  pipedrive: PipedriveMemory;
  /** All companies of the stand-in, the first one included, and the OAuth of the app. */
  companies: Companies;
  accounts: AccountsMemory;
  mailbox: MailboxMemory;
  slack: SlackStandIn;
  helpscout: HelpscoutStandIn;
  misbehaviour: MisbehaviourRules;
  calls: CallLog;
  setServiceUrl(url: string): void;
  reset(): void;
  stop(): Promise<void>;
};

/** Longer than a client's own patience with idle connections, so that the sandbox never closes first. */
const keepAliveMs = 30_000;

/**
 * Starts the stand-ins and their pages: HTTP and SMTP on loopback.
 * @throws Error when a port is taken or the memory file cannot be read
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const { memory, file, parts, places, slack } = buildParts(options);
  const { companies, helpscout } = parts;
  const [standIn] = companies.all;
  const { rules, calls, directory, mailbox } = parts;
  const reset = (): void => {
    for (const part of [rules, calls, directory, mailbox]) part.clear();
    slack.seed();
    helpscout.seed();
    resetCompanies(companies, options);
  };
  const server = createServer(createApp(parts, slack, reset));
  server.keepAliveTimeout = keepAliveMs;
  const frames = await startFrameServer({ host, serviceUrl: parts.serviceUrl, pageUrl: parts.url });
  places.frameUrl = frames.url;
  const begin = async () => {
    places.url = await listen(server, options.port ?? 0, host);
    return startSmtp({ mailbox, rules, calls, now, host, port: options.smtpPort ?? 0 });
  };
  const smtp = await begin().catch(async (error: unknown) => {
    await Promise.all([frames.stop(), closeServer(server)]);
    throw error;
  });
  return {
    url: places.url,
    environment: serviceEnvironment(places.url, smtp.port),
    standIn,
    pipedrive: standIn.memory,
    companies,
    accounts: memory.accounts,
    mailbox: memory.mailbox,
    slack,
    helpscout,
    misbehaviour: rules,
    calls,
    setServiceUrl(next) {
      places.serviceUrl = next;
      for (const company of companies.all) company.setServiceUrl(next);
    },
    reset,
    async stop() {
      await Promise.all([slack.stop(), helpscout.stop(), ...companies.all.map((company) => company.stop())]);
      await Promise.all([smtp.stop(), frames.stop(), closeServer(server)]);
      await file.flush();
    },
  };
}

const now = (): Date => new Date();

/** The service's app as it is registered with the stand-in of Slack. */
const slackApp = {
  botToken: sandboxSecrets.slackBotToken,
  app: {
    id: slackIds.app,
    clientId: sandboxSecrets.slackClientId,
    clientSecret: sandboxSecrets.slackClientSecret,
    signingSecret: sandboxSecrets.slackSigningSecret,
    verificationToken: 'sandbox-verification-token',
  },
};

type Built = {
  memory: SandboxMemory;
  file: MemoryFile;
  parts: SandboxParts;
  slack: SlackStandIn;
  places: { url: string; frameUrl: string; serviceUrl: string };
};

function buildParts(options: SandboxOptions): Built {
  const places = { url: '', frameUrl: '', serviceUrl: options.serviceUrl ?? 'http://127.0.0.1:3000' };
  const memory: SandboxMemory = sandboxMemory(readMemoryFile(options.file));
  const file = createMemoryFile(options.file, () => memory, reportSaveError);
  let revision = 0;
  const onChange = (): void => {
    revision += 1;
    file.touch();
  };
  const rules = createMisbehaviourRules(memory.misbehaviour, onChange);
  const calls = createCallLog(now);
  const directory = createDirectory({ memory: memory.accounts, now, onChange });
  const mailbox = createMailbox(memory.mailbox, onChange);
  const companies = createCompanies(options, memory, { now, onChange, rules, places });
  memory.pipedrive = companies.all[0].memory;
  memory.freshPipedrive = companies.all[1]?.memory;
  const slack = createSlackStandIn({
    ...slackApp,
    memory: memory.slack,
    now,
    onChange,
    isInstant: options.instant === true,
    url: () => places.url,
    serviceUrl: () => places.serviceUrl,
  });
  memory.slack = slack.memory;
  const helpscout = createHelpscout(options, memory, { now, onChange, rules, mailbox, places });
  memory.helpscout = helpscout.memory;
  const parts: SandboxParts = {
    companies,
    directory,
    mailbox,
    slack,
    helpscout,
    rules,
    calls,
    serviceUrl: () => places.serviceUrl,
    url: () => places.url,
    frameUrl: () => places.frameUrl,
    revision: () => revision + calls.count(),
  };
  return { memory, file, parts, slack, places };
}

function reportSaveError(error: unknown): void {
  process.stderr.write(`sandbox: the memory could not be saved: ${error}\n`);
}
