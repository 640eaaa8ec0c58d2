import type { Company } from '#core/company.ts';
import type { Deal } from '#core/model/deal.ts';
import { aCompany, aDeal, aField } from './account-request-samples.ts';

/** A company that wants more than 1,000 files a year, as soon as possible, to be called first. */
export function priorityCompany(): Company {
  const priority = { fields: { volume: 'Dossiers par an', deadline: 'échéance' }, volumeAbove: 1000 };
  const dealFields = [aField('Dossiers par an'), aField('Échéance', ['Dès que possible', 'Sous 3 mois'])];
  return { ...aCompany({ priority: { ...priority, deadlines: ['dès que possible'] } }), dealFields };
}

/** The deal of the form with what was stated; the deadline by the id of its option. */
export function vip(volume: number | null, deadline: number | null = 1): Deal {
  return aDeal({ customFields: { 'code of Dossiers par an': volume, 'code of Échéance': deadline } });
}
