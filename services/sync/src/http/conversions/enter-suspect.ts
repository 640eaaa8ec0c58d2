import type { CreateSuspect } from '#core/contract/conversion-commands.ts';
import type { ConversionAnswer } from '#core/contract/conversion-view.ts';
import { normaliseEmail } from '#core/model/email-address.ts';
import type { Language, Localized } from '#core/model/localized.ts';
import { sirenOf } from '#core/model/siren.ts';
import { ringFor } from '../../deliveries/route-deliveries.ts';
import { type AnswerFor, createSuspect } from '../../engine/perform-conversion.ts';
import { wasSent } from '../../store/commands.ts';
import { actorOf, type Caller } from '../authenticate-surface.ts';
import { takenByAnother } from '../decision-problems.ts';
import { malformed, notFound } from '../problems.ts';
import { checkSuspect } from './check-suspect.ts';
import { maySeePerson } from './may-see-person.ts';
import type { ConversionOptions } from './options.ts';
import { type WhyNotOrganization, whyNotOrganization } from './why-not-organization.ts';

/**
 * Enters a suspect, once, unless they may exist already: then what was found is answered, and `isNew` insists.
 * @throws HttpProblem 400 for an owner who is not of the team, 404 for a person of whom it is not known that the caller
 * may see them, 409 when somebody else used the command id
 */
export async function enterSuspect(
  options: ConversionOptions,
  caller: Caller,
  command: CreateSuspect,
  answerFor: AnswerFor<ConversionAnswer>,
): Promise<ConversionAnswer> {
  const { db, bell, companies } = options;
  const refused = (await wasSent(db, caller.company.id, command.commandId))
    ? undefined
    : await whyNotEntered(options, caller, command);
  if (refused) return refused;
  const performed = await createSuspect<ConversionAnswer>(
    { db, companyOf: companies.companyOf },
    { command, companyId: caller.company.id, by: actorOf(caller) },
    answerFor,
  );
  if ('takenByAnother' in performed) throw takenByAnother();
  if (!performed.found) throw notFound();
  if (performed.advanced) ringFor(bell, [performed.advanced]);
  return performed.answer;
}

async function whyNotEntered(
  options: ConversionOptions,
  caller: Caller,
  command: CreateSuspect,
): Promise<ConversionAnswer | undefined> {
  const { company, staff, language } = caller;
  const { person, organization, siren, ownerId } = command;
  if (ownerId && !company.staff.some(({ id, active }) => active && id === ownerId))
    throw malformed(['ownerId']);
  const { pipedriveForPeople: pipedrive } = options.companies.of(company.id);
  const asker = { db: options.db, pipedrive, companyId: company.id, staffId: staff.id };
  if (person.id && !(await maySeePerson(asker, person.id))) throw notFound();
  if (person.email && normaliseEmail(person.email) === null) return refusal('email', language);
  if (siren && sirenOf(siren) === null) return refusal('siren', language);
  const wrong = organization && (await whyNotOrganization(asker, organization));
  if (wrong) return refusal(wrong, language);
  if (command.isNew) return undefined;
  const { matches } = await checkSuspect(options, caller, command);
  return matches.length > 0 ? { ...refusal('exists', language), matches } : undefined;
}

const reasons: Record<'email' | 'siren' | 'exists' | WhyNotOrganization, Localized> = {
  email: {
    fr: 'Cette adresse e-mail n’est pas utilisable : corrigez-la, ou laissez-la vide.',
    en: 'This e-mail address cannot be used: correct it, or leave it empty.',
  },
  siren: {
    fr: 'Ce SIREN n’existe pas : 9 chiffres, dont une clé. Corrigez-le, ou laissez-le vide.',
    en: 'There is no such SIREN: 9 digits with a check digit. Correct it, or leave it empty.',
  },
  'other-organization': {
    fr: 'Cette organisation n’existe pas (ou plus) sous ce nom : choisissez-la à nouveau, ou saisissez un nom.',
    en: 'There is no such organization of this name (any more): choose it again, or type a name.',
  },
  'organization-not-read': {
    fr: 'Pipedrive ne donne pas pour l’instant le nom de cette organisation : réessayez dans un instant, ou saisissez un nom.',
    en: 'Pipedrive does not tell the name of this organization at the moment: try again soon, or type a name.',
  },
  exists: {
    fr: 'Ce suspect existe peut-être déjà. Ouvrez ce qui a été trouvé, ou créez-le quand même.',
    en: 'This suspect may exist already. Open what was found, or create it all the same.',
  },
};

function refusal(why: keyof typeof reasons, language: Language): ConversionAnswer {
  return { outcome: 'refused', reason: reasons[why][language], view: null };
}
