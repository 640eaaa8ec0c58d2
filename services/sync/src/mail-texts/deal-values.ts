import { type Company, isRobotOwner } from '#core/company.ts';
import type { MailVariable } from '#core/emails/variables.ts';
import { inLanguage, type Language } from '#core/model/localized.ts';
import { type AccountRequest, readAccountRequest } from '#core/processes/account-request/state.ts';
import { type Conversion, readConversion } from '#core/processes/customer-conversion/state.ts';

type Values = Partial<Record<MailVariable, string>>;

/** What is told of a deal here: the stored state of its process. */
export interface DealStory {
  process: string;
  state: unknown;
  version: number;
}

/**
 * What the stories of a deal say of the variables of mails; an empty text where they say that there is nothing.
 * @param stories the first one that says something of a variable wins
 */
export function dealValues(stories: readonly DealStory[], company: Company, language: Language): Values {
  const said = stories.map(({ process, state, version }) =>
    process === 'customer-conversion'
      ? ofConversion(readConversion(state, version), company, language)
      : ofRequest(readAccountRequest(state, version), company, language),
  );
  return Object.assign({}, ...said.toReversed());
}

function ofConversion(conversion: Conversion, company: Company, language: Language): Values {
  const { person, organization, place, title, procedure, goLiveOn, promises } = conversion;
  const { documentationUrl, documents } = company.settings.conversion;
  const open = promises.filter(({ state }) => state === 'open');
  const announced = open.find(({ isAnnounced }) => isAnnounced);
  const demo = open.find(({ kind }) => kind === 'demo-meeting');
  const [first] = open;
  return {
    personName: person?.name ?? '',
    organizationName: organization?.name ?? '',
    ...ownerOf(company, place?.ownerId ?? null),
    dealTitle: title,
    documentationUrl: documentationUrl ?? '',
    documents: documents.map((label) => `- ${inLanguage(label, language)}`).join('\n'),
    ...(procedure && { procedureName: procedure.name, administration: procedure.administration }),
    ...(goLiveOn && { goLiveOn: longDay(goLiveOn, language) }),
    ...(announced && { answerBy: longDay(announced.dueOn, language) }),
    ...(demo && { demoDay: longDay(demo.dueOn, language) }),
    ...(first && { promise: first.text, dueOn: longDay(first.dueOn, language) }),
  };
}

function ofRequest(request: AccountRequest, company: Company, language: Language): Values {
  const { person, organization, ownerId, dealTitle, decision, evidence } = request;
  const refusal = decision?.type === 'refuse' ? decision : null;
  const reason = company.settings.refusalReasons.find(({ key }) => key === refusal?.reason);
  return {
    personName: person.name,
    organizationName: organization?.name ?? '',
    ...ownerOf(company, ownerId),
    ...(dealTitle && { dealTitle }),
    ...(reason && { reasonLabel: inLanguage(reason.label, language) }),
    ...(refusal && { note: refusal.note ?? '' }),
    ...(evidence && { document: evidence.document }),
  };
}

/** A robot signs no mail: whoever takes the deal over does. */
function ownerOf(company: Company, id: number | null): Pick<Values, 'ownerName'> {
  if (isRobotOwner(company, id)) return {};
  return { ownerName: company.staff.find((member) => member.id === id)?.name ?? '' };
}

function longDay(day: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T12:00:00Z`));
}
