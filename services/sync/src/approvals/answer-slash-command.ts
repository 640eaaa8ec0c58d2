import { normaliseEmail } from '#core/model/email-address.ts';
import { lookupMessage } from '../connectors/slack/messages/lookup.ts';
import type { SlackMessage } from '../connectors/slack/port.ts';
import { readerOf } from '../http/authenticate-surface.ts';
import { readPage } from '../http/read-requests.ts';
import type { WantedRequests } from '../store/request-list.ts';
import { inSnapshot } from '../store/snapshot.ts';
import { type Acting, type ActingOptions, wordingFor } from './acting.ts';
import { dealUrlOf } from './deal-url.ts';
import { openEntry } from './open-modal.ts';
import { promisedAt } from './promise.ts';
import type { SlashCommand } from './slack-payloads.ts';

const newWords = ['nouvelle', 'nouveau', 'new'];
const shownMax = 5;
const all: Omit<WantedRequests, 'steps' | 'search' | 'direction'> = {
  source: null,
  ownerId: null,
  sort: 'submittedAt',
  after: null,
  limit: shownMax,
};

/**
 * Answers `/demandes`: what waits for a decision, what is found by an address or an organization, or the form for a new
 * one. Only requests that the person may see.
 * @returns what is shown to the person alone; null when a form was opened
 */
export async function answerSlashCommand(
  options: ActingOptions,
  acting: Acting,
  command: SlashCommand,
): Promise<SlackMessage | null> {
  const typed = command.text.trim().slice(0, 200).toWellFormed();
  const [first = '', ...rest] = typed.split(/\s+/);
  if (newWords.includes(first.toLowerCase())) {
    await openEntry(options, acting, command.trigger_id ?? '', typedAlready(rest.join(' ')));
    return null;
  }
  return lookup(options, acting, typed);
}

async function lookup(options: ActingOptions, acting: Acting, query: string): Promise<SlackMessage> {
  const { caller } = acting;
  const { settings } = caller.company;
  const isQueue = query === '';
  const wanted: WantedRequests = {
    ...all,
    steps: isQueue ? ['pending', 'awaiting-evidence'] : [],
    search: query,
    direction: isQueue ? 'asc' : 'desc',
  };
  const reader = { ...readerOf(caller), now: options.now() };
  const { items, total } = await inSnapshot(options.db, (store) => readPage(store, wanted, reader));
  return lookupMessage(
    {
      query,
      requests: items,
      ...(total !== null && { total }),
      dealUrlOf: ({ dealId }) => dealUrlOf(options, caller.company.id, dealId),
      promisedAtOf: ({ step, submittedAt }) =>
        step === 'pending' || step === 'awaiting-evidence' ? promisedAt(settings, submittedAt) : null,
    },
    wordingFor(acting, options.now()),
  );
}

/** The words after `nouvelle` begin the form: an address where it is one, else the organization. */
function typedAlready(text: string): { email?: string; organization?: string } {
  if (text === '') return {};
  return normaliseEmail(text) === null ? { organization: text } : { email: text };
}
