import { deciderNames } from '#core/company.ts';
import type { DecisionChoices } from '#core/contract/request-view.ts';
import { inLanguage } from '#core/model/localized.ts';
import { targetsOf } from '#core/settings.ts';
import type { Caller } from './authenticate-surface.ts';

/** What can be chosen in a decision, in the reader's language. @param formUrlOf where the public form of a company is */
export function choicesFor(
  { company, language }: Pick<Caller, 'company' | 'language'>,
  formUrlOf: (companyId: string) => string,
): DecisionChoices {
  const { settings } = company;
  return {
    targets: targetsOf(settings).map(({ key, label }) => ({ key, label: inLanguage(label, language) })),
    refusalReasons: settings.refusalReasons.map(({ key, label }) => ({
      key,
      label: inLanguage(label, language),
    })),
    undoSeconds: settings.undoSeconds,
    deciders: deciderNames(company),
    sources: settings.publicForm.sources.map(({ key, label }) => ({
      key,
      label: inLanguage(label, language),
    })),
    owners: company.staff.filter(({ active }) => active).map(({ id, name }) => ({ id, name })),
    formUrl: settings.publicForm.enabled ? formUrlOf(company.id) : null,
  };
}
