import { randomUUID } from 'node:crypto';
import type {
  ConversionAnswer,
  ConversionDetails,
  ConversionPanel,
  ConversionPreview,
} from '#core/contract/conversion-view.ts';
import { createDeal, createOrganization, createPerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { type CallOptions, eventually, startWorld, type World } from './start-world.ts';

/** Stage "Potentiels identifiés" of the sandbox's pipeline "Suspects". */
const identifiedStageId = 3;

/** A world in which customers are followed; `settings` over those of a follow-up by hand. */
export function followingWorld(settings: Record<string, unknown> = {}): Promise<World> {
  const steps = [{ kind: 'task', type: 'call', subject: { fr: 'Rappeler', en: 'Call' }, afterDays: 3 }];
  return startWorld({
    settings: {
      conversion: { enabled: true },
      followUps: [{ key: 'by-hand', label: { fr: 'À la main', en: 'By hand' }, steps }],
      ...settings,
    },
  });
}

/** A deal of a colleague in the pipeline of suspects, and the conversion that follows it. */
export async function followedDeal(
  world: World,
  { name = 'Camille Exemple', ownerId = 21 }: { name?: string; ownerId?: number } = {},
) {
  const email = `c-${randomUUID().slice(0, 8)}@mairie-${randomUUID().slice(0, 8)}.example.org`;
  const { standIn } = world.sandbox;
  const organization = createOrganization(standIn, ownerId, { name: `Mairie ${name}` });
  const emails = [{ value: email }];
  const person = createPerson(standIn, ownerId, { name, emails, org_id: organization.id });
  const place = { person_id: person.id, org_id: organization.id, stage_id: identifiedStageId };
  const deal = createDeal(standIn, ownerId, { title: `Affaire ${name}`, ...place });
  // Its person and its organization may be told after it.
  const conversion = await eventually(async () => {
    const { conversion: told } = await panelOf(world, deal.id, { userId: 1 });
    return told?.person?.email === email && told.organization?.name === organization.name && told;
  });
  return { email, dealId: deal.id, personId: person.id, organizationId: organization.id, conversion };
}

export async function panelOf(world: World, dealId: number, as: CallOptions = {}): Promise<ConversionPanel> {
  return (await world.call(`/api/deals/${dealId}/conversion`, as)).body as ConversionPanel;
}

export async function detailsOf(world: World, id: string, as: CallOptions = {}): Promise<ConversionDetails> {
  return (await world.call(`/api/conversions/${id}`, as)).body as ConversionDetails;
}

/** What a command about a conversion is answered; a new command id unless one is given. */
export async function ask(world: World, command: object, as: CallOptions = {}): Promise<ConversionAnswer> {
  const body = { commandId: randomUUID(), ...command };
  return (await world.call('/api/commands', { ...as, body })).body as ConversionAnswer;
}

export async function preview(world: World, command: object): Promise<ConversionPreview> {
  return (await world.call('/api/commands/preview', { body: command })).body as ConversionPreview;
}
