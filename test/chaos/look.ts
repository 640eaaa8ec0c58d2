import type { Sandbox } from '../../services/sandbox/src/sandbox.ts';
import { inStore } from '../kit/flow.ts';
import { messagesOf, threadOf } from '../kit/slack-world.ts';
import type { Seen } from './seen.ts';
import type { Told } from './told.ts';

interface Place {
  sandbox: Sandbox;
  databaseUrl: string;
}

const subjects = {
  welcome: 'Votre compte administrateur est prêt',
  refusal: 'Votre demande de compte administrateur',
  evidence: 'Votre demande de compte : un document à nous envoyer',
  documentation: 'La documentation, suite à notre présentation',
};

/** Looks into every system for what became of each telling. */
export async function lookFor(place: Place, all: readonly Told[]): Promise<Map<Told, Seen>> {
  const stored = await storedOf(place, all);
  return new Map(all.map((told) => [told, seenOf(place.sandbox, told, stored.get(told.requestId))]));
}

interface Stored {
  id: string;
  step: string;
  acceptance: number;
  refusal: number;
  undone: number;
  mailsInDoubt: number;
}

async function storedOf(place: Place, all: readonly Told[]): Promise<Map<string, Stored>> {
  const rows = await inStore<Stored>(
    place,
    `select instances.id, step,
       count(*) filter (where event ->> 'type' = 'acceptance-requested')::int as acceptance,
       count(*) filter (where event ->> 'type' = 'refusal-requested')::int as refusal,
       count(*) filter (where event ->> 'type' = 'undo-requested')::int as undone,
       count(*) filter (where event -> 'result' ->> 'confirmed' = 'false')::int as "mailsInDoubt"
     from instances left join journal on journal.instance_id = instances.id and outcome = 'advanced'
     where instances.id = any ($1) group by instances.id`,
    [all.map(({ requestId }) => requestId)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function seenOf(sandbox: Sandbox, told: Told, stored: Stored | undefined): Seen {
  const { step = null, acceptance = 0, refusal = 0, undone = 0, mailsInDoubt = 0 } = stored ?? {};
  return {
    step,
    mailsInDoubt,
    ...mailsOf(sandbox, told),
    ...crmOf(sandbox, told),
    ...slackOf(sandbox, told),
    ...deskOf(sandbox, told),
    accounts: sandbox.accounts.accounts.filter(({ userName }) => userName === told.email).length,
    decisions: { acceptance, refusal, undone },
  };
}

/** A copy the server took without ever saying so is its own: it bears the id of the one that was confirmed. */
function mailsOf({ mailbox }: Sandbox, { email, conversationId }: Told): Pick<Seen, 'mails' | 'otherMails'> {
  const arrived = mailbox.mails.filter(({ to }) => to.includes(email));
  const confirmedIds = new Set(
    arrived.filter(({ unconfirmed }) => !unconfirmed).map(({ messageId }) => messageId),
  );
  const counted = arrived.filter(
    ({ messageId, unconfirmed }, index) =>
      !unconfirmed ||
      (!confirmedIds.has(messageId) && arrived.findIndex((each) => each.messageId === messageId) === index),
  );
  const found = counted.map(({ subject }) => subject.replaceAll(/\s+/g, ' '));
  const count = (subject: string) => found.filter((each) => each === subject).length;
  const known = Object.values(subjects);
  const fromDesk = conversationId === undefined ? /^$/ : /^Re:|Demande de compte admin/;
  return {
    mails: {
      welcome: count(subjects.welcome),
      refusal: count(subjects.refusal),
      evidence: count(subjects.evidence),
      documentation: count(subjects.documentation),
    },
    otherMails: found.filter((subject) => !known.includes(subject) && !fromDesk.test(subject)),
  };
}

function crmOf({ pipedrive }: Sandbox, told: Told) {
  const { personId, dealId, attachedTo } = told;
  const deals = pipedrive.deals.filter((deal) => deal.person_id === personId && !deal.is_deleted);
  deals.sort((a, b) => Number(b.id === dealId) - Number(a.id === dealId));
  const ids = new Set(deals.map(({ id }) => id));
  const activities = pipedrive.activities.filter(
    ({ deal_id: id, is_deleted: isGone }) => !isGone && id !== null && ids.has(id),
  );
  const countOf = (start: RegExp) => activities.filter(({ subject }) => start.test(subject ?? '')).length;
  const call = countOf(/^Appeler avant de décider/);
  const welcome = countOf(/Appel d’accueil/);
  const mark = new RegExp(`Affaire en double n° ${dealId}(?!\\d)`);
  return {
    personOwner: pipedrive.persons.find(({ id }) => id === personId)?.owner_id ?? null,
    deals: deals.map(({ pipeline_id, stage_id, status, owner_id }) => ({
      pipeline_id,
      stage_id,
      status,
      owner_id,
    })),
    participants: pipedrive.participants.filter(
      (each) => each.deal_id === attachedTo && each.person_id === personId,
    ).length,
    keptNotes: pipedrive.notes.filter(({ deal_id, content }) => deal_id === attachedTo && mark.test(content))
      .length,
    activities: { call, welcome, other: activities.length - call - welcome },
  };
}

function slackOf(sandbox: Sandbox, { requestId }: Told) {
  const messages = messagesOf({ sandbox }, requestId);
  const lines = messages
    .flatMap((message) => threadOf({ sandbox }, message))
    .map(({ text }) => text)
    .join('\n');
  const count = (words: string) => lines.split(words).length - 1;
  return {
    messages: messages.length,
    threads: { acceptance: count('Demande acceptée'), refusal: count('Demande refusée') },
  };
}

function deskOf({ helpscout }: Sandbox, { conversationId }: Told) {
  const { threads, conversations } = helpscout.memory;
  const own = threads.filter((each) => each.conversationId === conversationId);
  const conversation = conversations.find(({ id }) => id === conversationId);
  return {
    drafts: own.filter(({ type, state }) => type === 'message' && state === 'draft').length,
    conversationNotes: own.filter(({ type, body }) => type === 'note' && /accepté/i.test(body)).length,
    isTagged: conversation?.tags.includes('compte-admin') ?? false,
  };
}
