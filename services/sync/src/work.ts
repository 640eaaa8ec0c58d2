import { dealUrlOf } from './approvals/deal-url.ts';
import { type BulkRunner, createBulkRunner } from './bulk/run-bulk.ts';
import { isLoopbackAddress } from './connectors/mail/public-addresses.ts';
import { createConversationLinks } from './deliveries/conversation-links.ts';
import { createRequestOpener } from './deliveries/open-request.ts';
import { routeBySource } from './deliveries/route-by-source.ts';
import { createRouter, type Router } from './deliveries/route-deliveries.ts';
import type { EffectHandlers } from './effect-handlers/handler.ts';
import { createEffectHandlers } from './effect-handlers/index.ts';
import { perCompany } from './effect-handlers/per-company.ts';
import { reportFailures } from './effect-handlers/report-failures.ts';
import { sayWhatIsGone } from './effect-handlers/what-is-gone.ts';
import type { HandoverLog } from './engine/handover-log.ts';
import { createInstanceLocks, type InstanceLocks } from './engine/instance-locks.ts';
import type { Wake } from './engine/queues.ts';
import { createRestoredDoubts } from './engine/restored-doubts.ts';
import { createRetrySooner, type RetrySooner } from './engine/retry-sooner.ts';
import { createRunner, type Runner } from './engine/runner.ts';
import { shareStatements } from './engine/shared-statements.ts';
import { createVendorHealth } from './engine/vendor-health.ts';
import { optOutUrl } from './http/opt-out/token.ts';
import { accountsOf, type Parts } from './parts.ts';
import { createKnownOutside } from './shadow/known-outside.ts';
import { recordWrite } from './shadow/rehearsal.ts';
import { shadowConnectors } from './shadow/shadow-connectors.ts';
import { shadowableHandlers } from './shadow/shadow-handlers.ts';

/** What answers bells: effects and timers are run, deliveries routed, many decided one by one. */
export interface Work {
  locks: InstanceLocks;
  runner: Runner;
  router: Router;
  bulk: BulkRunner;
  sooner: RetrySooner;
  hear(wake: Wake): void;
}

export function createWork(parts: Parts, handovers?: HandoverLog): Work {
  const { database, companies, bell, metrics, effectVendors, log } = parts;
  const { db, connectionConfig } = database;
  const { companyOf, serves, staffChanged } = companies;
  const handlers = createHandlers(parts);
  effectVendors.of = (kind) => vendorOf(handlers, kind);
  const sooner = createRetrySooner(db, bell, handlers, log);
  const health = createVendorHealth(Date.now, sooner.vendorIsBack);
  const locks = createInstanceLocks(connectionConfig, log);
  const shared = { db, companyOf, serves, bell, metrics, log };
  const runner = createRunner({
    ...shared,
    together: shareStatements(db),
    handlers,
    handovers,
    restored: createRestoredDoubts(db),
    health,
    locks,
    random: Math.random,
  });
  const routed = metrics.deliveryRouted;
  const router = createRouter(db, bell, log, { ...routeBySource({ companyOf, staffChanged }), routed });
  const isHeldBack = (companyId: string) =>
    !serves(companyId) || companies.of(companyId).budget.pauseMs() > 0;
  const bulk = createBulkRunner({ db, companyOf, bell, log, isHeldBack });
  const hear = (wake: Wake) => {
    if ('instanceId' in wake) runner.poke(wake.instanceId);
    else if ('deliveries' in wake) router.poke();
    else bulk.poke();
  };
  return { locks, runner, router, bulk, sooner, hear };
}

/** Of kinds that a newer release wrote, and before there is any company, it is not known. */
function vendorOf(handlers: EffectHandlers, kind: string): string {
  try {
    return handlers[kind as keyof EffectHandlers].vendor;
  } catch {
    return 'unknown';
  }
}

/** Each company's handlers on its own Pipedrive, made at the first effect and whenever it was opened anew. */
function createHandlers(parts: Parts): EffectHandlers {
  const { companies } = parts;
  const made = new Map<
    string,
    { pipedrive: unknown; activationUrl: string | undefined; handlers: EffectHandlers }
  >();
  const of = (companyId: string): EffectHandlers => {
    const { pipedrive, company } = companies.of(companyId);
    const { activationUrl } = company().settings;
    const known = made.get(companyId);
    if (known?.pipedrive === pipedrive && known.activationUrl === activationUrl) return known.handlers;
    const handlers = handlersOn(parts, companyId);
    made.set(companyId, { pipedrive, activationUrl, handlers });
    return handlers;
  };
  // When the last company has just left, an effect of it may still be ending.
  const anyCompany = () => companies.ids()[0] ?? [...made.keys()][0] ?? '';
  return perCompany({ of, anyCompany });
}

function handlersOn(parts: Parts, companyId: string): EffectHandlers {
  const { environment, database, companies, bell, compose, mailer, checkup } = parts;
  const { db } = database;
  const { companyOf } = companies;
  const openRequest = createRequestOpener({ db, bell, companyOf });
  const links = createConversationLinks({ db, bell, companyOf });
  const { pipedrive } = companies.of(companyId);
  const announcedIn = () => parts.slack?.workspaces.slackOf(companyId);
  const dealUrl = (dealId: number) => dealUrlOf({ companies }, companyId, dealId);
  const local = { openRequest, links, dealUrlOf: dealUrl, announcedIn };
  const { MAIL_FROM: mailFrom, MAIL_REPLY_TO: mailReplyTo = mailFrom } = environment;
  const surroundings = {
    mailFrom,
    mailReplyTo,
    optOutUrlOf: (company: string, email: string) =>
      optOutUrl(parts.seal, parts.address.publicUrl, { companyId: company, email }),
    allowsLoopback: isOnThisMachine(environment.PIPEDRIVE_API_URL),
  };
  const shared = { db, compose, ...surroundings, ...local };
  const desk = () => (parts.helpscout?.companyId() === companyId ? parts.helpscout : null);
  const connectors = { pipedrive, accounts: accountsOf(parts, companyId), mailer, desk };
  const lookAgain = async () => {
    await companies.refreshCatalogue(companyId);
    return companyOf(companyId);
  };
  const recorders = shadowConnectors(connectors, recordWrite, createKnownOutside(db));
  return shadowableHandlers({
    db,
    live: reportFailures(
      sayWhatIsGone(createEffectHandlers({ ...shared, ...connectors }), lookAgain),
      checkup.callFailed,
    ),
    rehearsed: createEffectHandlers({ ...shared, ...recorders }),
    isOn: environment.SHADOW === 'on',
  });
}

/** A company whose CRM is played on this machine may have its documents here, too. */
function isOnThisMachine(apiUrl: string): boolean {
  const host = new URL(apiUrl).hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || isLoopbackAddress(host);
}
