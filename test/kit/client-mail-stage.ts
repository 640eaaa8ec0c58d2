import { beforeEach } from 'vitest';
import type { EffectOf } from '#core/effects.ts';
import { OutsideError } from '#sync/connectors/errors.ts';
import type { Mailer } from '#sync/connectors/mail/client.ts';
import type { DealMail, Pipedrive } from '#sync/connectors/pipedrive/port.ts';
import { sendClientMail } from '#sync/effect-handlers/conversion/send-client-mail.ts';
import type { HandlerContext } from '#sync/effect-handlers/handler.ts';
import { createSendOnce } from '#sync/effect-handlers/send-once.ts';
import { withMailers } from '../sync/connectors/mail/mailers.ts';
import { conversionContextOf } from './conversion-handler-context.ts';
import { aFollowingCompany, aVersion } from './conversion-samples.ts';
import { storeStage } from './test-store.ts';

/** The client's address. */
export const mailedTo = 'camille@mairie.example.org';
/** Where Pipedrive takes the deal's mails. */
export const smartBcc = 'deal500@pipedrive.example.org';
const person = { id: 700, name: 'Camille Exemple', emails: [mailedTo], phone: null };
const monday = '2026-11-23T10:00:00.000Z';
/** What the version of the follow-up says. */
export const pinnedText = {
  subject: 'Bonjour {{ personName }}',
  text: 'De {{ ownerName }}. {{ optOutLink }}',
  html: '',
};

const effect: EffectOf<'send-client-mail'> = {
  kind: 'send-client-mail',
  dealId: 500,
  template: 'documentation',
  version: null,
  to: mailedTo,
  language: 'fr',
  variables: { personName: 'Camille Exemple', ownerName: 'Équipe vente' },
  ownerId: 21,
  withDocumentation: false,
  unlessHeardSince: null,
};
/** Makes it a mail of a follow-up. */
export const followUp = {
  template: 'follow-up-first',
  version: { rule: 'suspects', number: 1 },
  unlessHeardSince: '2026-11-09T09:00:00.000Z',
};

/** The version that the follow-up is of. */
export const pinned = aVersion({}, { texts: { 'follow-up-first': { fr: pinnedText } } });

/** A company that follows its deals, with that version. */
export const followingCompany = (settings: Record<string, unknown> = {}) =>
  aFollowingCompany(settings, [pinned]);

interface Circumstances extends Partial<HandlerContext> {
  dealMail?: DealMail | null;
  at?: string;
  allowsLoopback?: boolean;
  mailer?: Mailer;
}

/** Sends mails to a client by the handler, over a real mail server that keeps what it receives. */
export function clientMailStage() {
  const store = storeStage();
  const { serving } = withMailers();
  let served: Awaited<ReturnType<typeof serving>>;
  beforeEach(async () => {
    served = await serving();
  });

  function send(changes: Partial<typeof effect> = {}, circumstances: Circumstances = {}) {
    const { dealMail = { lastIncomingMailAt: null, smartBcc }, at = monday, ...rest } = circumstances;
    const { allowsLoopback = false, mailer = served.mailer, ...context } = rest;
    const pipedrive = { getDealMail: async () => dealMail } as Partial<Pipedrive> as Pipedrive;
    const handler = sendClientMail({
      db: store.db,
      pipedrive,
      sendOnce: createSendOnce(mailer, 'Passerelle <accueil@example.org>'),
      replyTo: 'aide@example.org',
      optOutUrlOf: (companyId, email) =>
        `https://passerelle.example.org/opt-out/${companyId}-${email.length}`,
      allowsLoopback,
      now: () => new Date(at),
    });
    return handler.run(
      { ...effect, ...changes },
      conversionContextOf({ company: followingCompany(), conversion: { person }, ...context }),
    );
  }

  /** Another server, which takes no mail for this address. */
  const refusingAll = (refused: string) =>
    serving({
      onRcptTo: ({ address }, _session, callback) =>
        // The domain is written small on its way.
        address.toLowerCase() === refused.toLowerCase()
          ? callback(Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 }))
          : callback(),
    });

  return {
    send,
    refusingAll,
    store,
    get server() {
      return served.server;
    },
    get mailer() {
      return served.mailer;
    },
  };
}

/** Why it failed. */
export async function failure(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OutsideError)) throw error ?? new Error('nothing failed');
  return error.failure;
}
