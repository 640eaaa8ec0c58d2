import type { Company } from '../../company.ts';
import type { EffectOf } from '../../effects.ts';
import { inLanguage } from '../../model/localized.ts';
import type { Conversion } from './state.ts';
import type { ConversionContext } from './work.ts';

type ClientMail = EffectOf<'send-client-mail'>;

/** What a mail to a client says beside what every mail of a conversion says. */
export interface MailAsked {
  template: string;
  to: string;
  dealId: number;
  variables?: Record<string, string>;
  version?: ClientMail['version'];
  unlessHeardSince?: string | null;
  withDocumentation?: boolean;
}

/** A mail to a client in the company's language. */
export function clientMail(state: Conversion, asked: MailAsked, { company }: ConversionContext): ClientMail {
  const { template, to, dealId, variables = {}, version = null } = asked;
  const { unlessHeardSince = null, withDocumentation = false } = asked;
  return {
    kind: 'send-client-mail',
    ...{ dealId, template, version, to, language: company.settings.locale },
    variables: { ...everyMail(state, company), ...variables },
    ownerId: state.place?.ownerId ?? null,
    ...{ withDocumentation, unlessHeardSince },
  };
}

function everyMail({ person, organization, place, title }: Conversion, { settings, staff }: Company) {
  return {
    personName: person?.name ?? '',
    organizationName: organization?.name ?? '',
    ownerName: staff.find(({ id }) => id === place?.ownerId)?.name ?? '',
    documentationUrl: settings.conversion.documentationUrl ?? '',
    dealTitle: title,
  };
}

/** A day as a mail says it: "3 juin 2026". */
export function longDay(day: string, { settings }: Company): string {
  const format = new Intl.DateTimeFormat(settings.locale, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T12:00:00Z`));
}

/** The documents that are asked for where nobody chose others, one a line. */
export function documentLines(chosen: readonly string[], { settings }: Company): string {
  const usual = settings.conversion.documents.map((label) => inLanguage(label, settings.locale));
  return (chosen.length > 0 ? chosen : usual).map((document) => `- ${document}`).join('\n');
}
