import type { DealFacts } from '#core/conversion-events.ts';
import { suspectSteps } from '#core/model/conversion.ts';
import { normaliseEmails } from '#core/model/email-address.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { readConversion } from '#core/processes/customer-conversion/state.ts';
import { type AdvanceResult, advanceLocked, type CompanyOf } from '../../engine/advance.ts';
import { readEffects } from '../../store/effects.ts';
import { type InstanceRow, lockInstance, readInstance, type Store } from '../../store/instances.ts';
import { addLink, linkedInstances } from '../../store/links.ts';

/** The link of a conversion to a request that joined it: its deal is followed by nobody else until it goes. */
const joinedBy = 'conversion-request';

type Accepted = DealFacts & { account: NonNullable<DealFacts['account']> };

/**
 * An accepted request whose deal is another one than that of the same client's suspect joins it (DS-06, DS-24 to DS-26):
 * of the same person before one of the same address, and of the same organization last.
 *
 * @returns what came of it; 'nobody' when there is no such suspect
 */
export async function joinSuspect(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  { deal, person, account: { requestId, account } }: Accepted,
  at: string,
): Promise<AdvanceResult[] | 'nobody'> {
  if ((await linkedInstances(store, companyId, joinedBy, [requestId])).length > 0) return [];
  if (await placesAnother(store, requestId, deal.id)) return 'nobody';
  const personId = person?.id ?? deal.personId ?? (await personOfRequest(store, requestId));
  if (personId === null) return 'nobody';
  const suspect = await suspectOf(store, companyId, { personId, deal, person });
  if (!suspect) return 'nobody';
  const event = { type: 'request-joined', requestId, dealId: deal.id, personId, account, at } as const;
  // Others may have moved it, or given it this very deal, since it was found.
  const locked = await lockInstance(store, suspect.id);
  if (!locked || !isOpenSuspect(locked.row, deal.id)) return 'nobody';
  const joined = await advanceLocked(store, companyOf, locked, event);
  if (joined.outcome !== 'advanced') return 'nobody';
  await addLink(store, { company: companyId, kind: joinedBy, value: requestId, instanceId: suspect.id });
  return [joined];
}

/**
 * Whether the decision in force places another deal than this one: merged meanwhile, the request sees several, and which
 * one is its own is known once that is done.
 */
async function placesAnother(store: Store, requestId: string, dealId: number): Promise<boolean> {
  const row = await readInstance(store, requestId);
  const decision = row && readAccountRequest(row.state, row.version).decision;
  const effects = await readEffects(store, [requestId]);
  return effects.some(
    ({ effect, decision: number, state }) =>
      effect.kind === 'ensure-deal-placed' &&
      number === decision?.number &&
      state !== 'cancelled' &&
      effect.dealId !== null &&
      effect.dealId !== dealId,
  );
}

async function personOfRequest(store: Store, requestId: string): Promise<number | null> {
  const row = await readInstance(store, requestId);
  return row ? readAccountRequest(row.state, row.version).person.id : null;
}

async function suspectOf(
  store: Store,
  companyId: string,
  { personId, deal, person }: { personId: number } & Pick<DealFacts, 'deal' | 'person'>,
): Promise<InstanceRow | undefined> {
  const organizationId = deal.organizationId ?? person?.organizationId ?? null;
  const places: [kind: string, values: string[]][] = [
    ['conversion-person', [String(personId)]],
    ['conversion-email', normaliseEmails(person?.emails ?? [])],
    ['conversion-organization', organizationId === null ? [] : [String(organizationId)]],
  ];
  for (const [kind, values] of places) {
    const rows = await linkedInstances(store, companyId, kind, values);
    const suspect = rows.find((row) => isOpenSuspect(row, deal.id));
    if (suspect) return suspect;
  }
  return undefined;
}

function isOpenSuspect({ step, state, version }: InstanceRow, dealId: number): boolean {
  return suspectSteps.some((each) => each === step) && readConversion(state, version).dealId !== dealId;
}
