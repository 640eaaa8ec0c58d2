import { beforeEach } from 'vitest';
import type { Company } from '#core/company.ts';
import { sendDueWeekDigests } from '#sync/digests/send-week-digests.ts';
import { createMailComposer } from '#sync/effect-handlers/send-email.ts';
import { createLog } from '#sync/log.ts';
import { createFakeMailer } from '../fakes/fake-mailer.ts';
import { createFakeSlack } from '../fakes/fake-slack.ts';
import { aFollowingCompany, ids } from './conversion-samples.ts';
import { aPromise, type KeptConversion, keepConversion } from './kept-conversions.ts';
import { storeStage } from './test-store.ts';

/** Monday, 23 November 2026, in Paris: the time at which weeks are told. */
export const monday = '2026-11-23T07:30:00.000Z';
export const conversion = { enabled: true, digest: { weekday: 1, at: '08:30' } };

/** How a week is told. */
export interface Circumstances {
  settings?: Record<string, unknown>;
  inSlack?: boolean;
  change?: Partial<Company>;
}

/** A promise of a conversion; `more` of the promise. */
export function due(dueOn: string, text = 'Appel', more = {}) {
  return { promises: [aPromise({ dueOn, text, ...more })] };
}

/** Digests of the week from a store of its own, to a mail server and a Slack in memory; new ones for each test. */
export function weekDigestStage() {
  const stage = storeStage();
  const outside = { mailer: createFakeMailer(), slack: createFakeSlack() };
  beforeEach(async () => {
    Object.assign(outside, { mailer: createFakeMailer(), slack: createFakeSlack() });
    await stage.opened.pool.query(
      'delete from instances; delete from week_digests; delete from company_facts; delete from audiences',
    );
  });
  return {
    outside,
    /** Keeps a conversion of the first colleague, unless told. */
    keep: (kept: Partial<KeptConversion> = {}) =>
      keepConversion(stage.opened.pool, { company: 'company', ownerId: ids.owner, ...kept }),
    query: (text: string, values: unknown[] = []) => stage.opened.pool.query(text, values),
    send: (at = monday, { settings = {}, inSlack = false, change = {} }: Circumstances = {}) => {
      const following = { ...aFollowingCompany({ conversion, ...settings }), ...change };
      return sendDueWeekDigests(
        {
          db: stage.db,
          companies: { ids: () => ['company'], serves: () => true, companyOf: () => following },
          slackOf: () => (inSlack ? outside : undefined),
          mailer: outside.mailer,
          compose: createMailComposer('contact@example.org'),
          mailFrom: 'Passerelle <accueil@example.org>',
          log: createLog('silent'),
          now: () => new Date(at),
        },
        new AbortController().signal,
      );
    },
    texts: () => outside.mailer.sent.map(({ text }) => text.replaceAll('\u00a0', ' ')),
  };
}
