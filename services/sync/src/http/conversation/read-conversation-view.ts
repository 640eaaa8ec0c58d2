import type { ConversationMatch, ConversationView } from '#core/contract/conversation-view.ts';
import type { ConversationFacts } from '#core/model/conversation.ts';
import { Deal } from '#core/model/deal.ts';
import { type AccountRequest, readAccountRequest } from '#core/processes/account-request/state.ts';
import { readCrmRecord } from '../../store/crm-records.ts';
import { readEffects } from '../../store/effects.ts';
import type { InstanceRow, Store } from '../../store/instances.ts';
import { linkedInstances } from '../../store/links.ts';
import { choicesFor } from '../decision-choices.ts';
import type { Reader } from '../present-request.ts';
import { readDetails } from '../read-requests.ts';
import type { Looked } from './look.ts';
import type { ConversationOptions } from './options.ts';
import { presentAccount } from './present-account.ts';
import { presentConversation } from './present-conversation.ts';
import { presentEarlier } from './present-earlier.ts';
import { presentPlaced, presentReplies, replyContext } from './present-replies.ts';

type Reading = Pick<ConversationOptions, 'companies' | 'formUrlOf'>;

/**
 * What the sidebar shows of a conversation, from one reading of the store and from what was looked up outside before
 * (look.ts): a command keeps the view it came to in its own transaction.
 */
export async function readConversationView(
  store: Store,
  { companies, formUrlOf }: Reading,
  { askedId, state, instanceId, rows, accounts, earlier, isSilent }: Looked,
  reader: Reader,
): Promise<ConversationView> {
  const { company, language } = reader;
  const { facts } = state;
  const effects = instanceId === null ? [] : await readEffects(store, [instanceId]);
  const linkedIds = state.requests.map(({ requestId }) => requestId);
  const recordsUrl = companies.find(company.id)?.recordsUrl() ?? null;
  const found = await Promise.all(
    rows.map((row) => matchOf(store, row, { recordsUrl, isLinked: linkedIds.includes(row.id), reader })),
  );
  const matches = found.filter((match) => match !== undefined);
  const choices = choicesFor(reader, formUrlOf);
  const shown = presentConversation(state, effects, { reader, isSilent });
  const context = facts && (await replyContext(store, facts, reader, choices.formUrl));
  const about = requestsMeant({ state, rows });
  return {
    ...shown,
    conversationId: askedId,
    matches: matches.map((match) => ({
      ...match,
      account: presentAccount(match.request, accounts.get(match.request.id), reader),
    })),
    replies: context ? presentReplies(context, about) : [],
    placed: presentPlaced(state, effects, language),
    earlier: facts
      ? presentEarlier(facts.id, await followedBeside(store, company.id, facts), earlier, company)
      : [],
    choices,
    sendsAtOnce: company.settings.helpscout.send,
  };
}

/** Where the conversation is linked, no other request says what fits; one that is over says it where there is no other. */
export function requestsMeant({ state, rows }: Pick<Looked, 'state' | 'rows'>): AccountRequest[] {
  const linkedIds = state.requests.map(({ requestId }) => requestId);
  const linked = rows.filter(({ id }) => linkedIds.includes(id));
  const current = rows.filter(({ step }) => step !== 'withdrawn');
  const meant = [linked, current].find(({ length }) => length > 0) ?? rows;
  return meant.map((row) => readAccountRequest(row.state, row.version));
}

async function matchOf(
  store: Store,
  row: InstanceRow,
  { recordsUrl, isLinked, reader }: { recordsUrl: string | null; isLinked: boolean; reader: Reader },
): Promise<ConversationMatch | undefined> {
  const request = await readDetails(store, row.id, reader);
  if (!request) return undefined;
  const { person, dealId, dealTitle } = request;
  const deal =
    dealId === null
      ? null
      : {
          title: dealTitle ?? '',
          url: recordsUrl && `${recordsUrl}/deal/${dealId}`,
          owner: await ownerOf(store, dealId, reader),
        };
  return { person: { name: person.name, emails: person.emails }, request, deal, account: null, isLinked };
}

async function ownerOf(store: Store, dealId: number, { company }: Reader): Promise<string | null> {
  const deal = Deal.safeParse((await readCrmRecord(store, company.id, 'deal', dealId))?.record);
  return company.staff.find(({ id }) => id === deal.data?.ownerId)?.name ?? null;
}

async function followedBeside(
  store: Store,
  companyId: string,
  { customer }: ConversationFacts,
): Promise<InstanceRow[]> {
  const byCustomer =
    customer.id === null ? [] : await linkedInstances(store, companyId, 'customer', [String(customer.id)]);
  return [...byCustomer, ...(await linkedInstances(store, companyId, 'customer-email', customer.emails))];
}
