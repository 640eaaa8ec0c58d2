import type { CreateSuspect } from '#core/contract/conversion-commands.ts';
import type { SuspectCheck } from '#core/contract/conversion-view.ts';
import type { SuspectQuestion } from '../../suspect-calls.ts';

/** Asked of the host when the modal opens; it may give less on a small screen. */
export const modalSize = { width: 640, height: 760 };

/** The longest texts the service takes, in characters. */
export const lengthMax = { name: 255, organization: 255, email: 254, phone: 50, siren: 20 };

export type Match = SuspectCheck['matches'][number];
export type Channel = CreateSuspect['channel'];

/** What has been filled in so far. */
export interface SuspectForm {
  organization: string;
  /** The one in Pipedrive that it is; null: one of its own. */
  organizationId: number | null;
  name: string;
  /** The person in Pipedrive that it is; null: one of its own. */
  personId: number | null;
  email: string;
  phone: string;
  siren: string;
  /** Null: the one that is proposed. */
  channel: Channel | null;
  /** Null: whoever enters it. */
  ownerId: number | null;
}

export const emptySuspect: SuspectForm = {
  organization: '',
  organizationId: null,
  name: '',
  personId: null,
  email: '',
  phone: '',
  siren: '',
  channel: null,
  ownerId: null,
};

export type SuspectProblem = 'name-missing' | 'email-wrong' | 'siren-wrong';
export type SuspectProblems = Partial<Record<'name' | 'email' | 'siren', SuspectProblem>>;

/** What is wrong with a form, by field; nothing when it can be sent. */
export function suspectProblems(form: SuspectForm): SuspectProblems {
  const email = form.email.trim();
  const siren = digitsOf(form.siren);
  return {
    ...(form.name.trim() === '' && { name: 'name-missing' }),
    ...(email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email) && { email: 'email-wrong' }),
    ...(siren !== '' && !/^\d{9}$/.test(siren) && { siren: 'siren-wrong' }),
  };
}

/** Something typed takes away what was chosen: another name is another record. */
export function changed(form: SuspectForm, change: Partial<SuspectForm>): SuspectForm {
  return {
    ...form,
    ...(change.organization !== undefined && { organizationId: null }),
    ...(change.name !== undefined && { personId: null }),
    ...change,
  };
}

/** The form with a record of Pipedrive taken over instead of what was typed. */
export function taken(form: SuspectForm, { what, id, name }: Match): SuspectForm {
  return what === 'person'
    ? { ...form, name, personId: id }
    : { ...form, organization: name, organizationId: id };
}

/** Whether a match is a record that the suspect may be given. */
export function mayBeTaken(form: SuspectForm, { what, id }: Match): boolean {
  if (id === null || what === 'conversion') return false;
  return id !== (what === 'person' ? form.personId : form.organizationId);
}

/** What to ask whether it exists already; null while nothing was typed that could be compared. */
export function questionOf(form: SuspectForm): SuspectQuestion | null {
  const [organization, email, phone] = [form.organization, form.email, form.phone].map((text) => text.trim());
  const siren = digitsOf(form.siren);
  if (!organization && !email && !phone && !siren && form.personId === null) return null;
  return {
    person: { ...idOf(form.personId), email: email || null, phone: phone || null },
    ...(organization && { organization: { ...idOf(form.organizationId), name: organization } }),
    ...(siren && { siren }),
  };
}

/** The command of a form without problems, before it has its id. */
export function suspectOf(
  form: SuspectForm,
  proposed: Channel,
  isNew: boolean,
): Omit<CreateSuspect, 'commandId'> {
  const organization = form.organization.trim();
  const siren = digitsOf(form.siren);
  return {
    type: 'create-suspect',
    person: {
      ...idOf(form.personId),
      name: form.name.trim(),
      email: form.email.trim() || null,
      phone: form.phone.trim() || null,
    },
    ...(organization && { organization: { ...idOf(form.organizationId), name: organization } }),
    ...(siren && { siren }),
    ...(form.ownerId !== null && { ownerId: form.ownerId }),
    channel: form.channel ?? proposed,
    isNew,
  };
}

/** Whether anything was written that leaving would lose. */
export function isStarted({ organization, name, email, phone, siren }: SuspectForm): boolean {
  return [organization, name, email, phone, siren].some((text) => text.trim() !== '');
}

function idOf(id: number | null): { id: number } | Record<never, never> {
  return id === null ? {} : { id };
}

function digitsOf(siren: string): string {
  return siren.replace(/\s/g, '');
}
