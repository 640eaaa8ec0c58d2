import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Command, PreviewedCommand } from '#core/contract/commands.ts';
import type { Language } from '#core/model/localized.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import type { Companies } from '../company/companies.ts';
import { OutsideError } from '../connectors/errors.ts';
import { askAudience } from '../deliveries/ask-audience.ts';
import { readInstance, type Store } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { isSeenBy } from '../store/visibility.ts';
import type { Caller } from './authenticate-surface.ts';

/** What is said of a deal that the person may not see: as much as of one that there is not. */
const noSuchDeal: Record<Language, string> = {
  fr: 'Cette affaire n’existe pas (ou plus) : choisissez-en une autre, ou acceptez sans rattacher.',
  en: 'This deal does not exist (any more): choose another one, or accept without attaching.',
};

const notAnswered: Record<Language, string> = {
  fr: 'Pipedrive ne dit pas pour l’instant qui peut voir cette affaire : réessayez dans un instant, ou acceptez sans rattacher.',
  en: 'Pipedrive does not say at the moment who may see this deal: try again soon, or accept without attaching.',
};

/** Who waits for an answer sooner tries again. */
const longestMs = 2_000;

/** What asking about a deal needs. */
export interface TargetQuestion {
  db: Kysely<Schema>;
  companies: Pick<Companies, 'of'>;
}

/**
 * Why a request may not be attached to the deal that a command is about: attached, the request shows its title. Who may
 * see one of which nobody told is asked; any other costs no call.
 *
 * @returns undefined when it may be, or is not to be attached
 */
export async function whyNotAttached(
  { db, companies }: TargetQuestion,
  caller: Pick<Caller, 'company' | 'staff'>,
  command: Command,
): Promise<Record<Language, string> | undefined> {
  const { company, staff } = caller;
  const id = await targetOf(db, company.id, command);
  if (id === undefined) return undefined;
  const record = { entity: 'deal' as const, id };
  const isSeen = await isSeenBy(db, company.id, record, staff.id);
  if (isSeen !== undefined) return isSeen ? undefined : noSuchDeal;
  const { pipedriveForPanels: pipedrive } = companies.of(company.id);
  const asked = askAudience({ db, pipedrive }, company.id, record).catch(orUndefined);
  const staffIds = await Promise.race([asked, sleep(longestMs, undefined, { ref: false })]);
  if (!staffIds) return notAnswered;
  return staffIds.includes(staff.id) ? undefined : noSuchDeal;
}

/** The same for a preview, which asks nobody. */
export async function whyNotForeseen(
  store: Store,
  { company, staff }: Pick<Caller, 'company' | 'staff'>,
  command: PreviewedCommand,
): Promise<Record<Language, string> | undefined> {
  const id = await targetOf(store, company.id, command);
  if (id === undefined) return undefined;
  const isSeen = await isSeenBy(store, company.id, { entity: 'deal', id }, staff.id);
  return isSeen === false ? noSuchDeal : undefined;
}

/** The deal that a command is to attach its request to: its own, or that of the decision it confirms. */
async function targetOf(
  store: Store,
  companyId: string,
  command: PreviewedCommand,
): Promise<number | undefined> {
  if (command.type === 'accept-request') return command.attachToDealId;
  if (command.type !== 'confirm-decision') return undefined;
  const row = await readInstance(store, command.requestId);
  if (row?.company !== companyId || row.process !== 'account-request') return undefined;
  const { proposal } = readAccountRequest(row.state, row.version);
  return proposal?.type === 'accept' ? (proposal.attachToDealId ?? undefined) : undefined;
}

function orUndefined(error: unknown): undefined {
  if (!(error instanceof OutsideError)) throw error;
}
