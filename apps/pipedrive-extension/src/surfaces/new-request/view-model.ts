import type { EnterRequest } from '#core/contract/enter-request.ts';

/** Asked of the host when the modal opens; it may give less on a small screen. */
export const modalSize = { width: 640, height: 760 };

/** The longest texts the service takes, in characters. */
export const lengthMax = { name: 200, email: 254, phone: 50, organization: 200, need: 3000, code: 100 };

/** What has been filled in so far. */
export interface EntryForm {
  name: string;
  email: string;
  emailUnknown: boolean;
  phone: string;
  organization: string;
  need: string;
  source: 'phone' | 'event' | 'code';
  /** The code of a short link, when that is the source. */
  code: string;
}

export const emptyEntry: EntryForm = {
  name: '',
  email: '',
  emailUnknown: false,
  phone: '',
  organization: '',
  need: '',
  source: 'phone',
  code: '',
};

export type EntryProblem = 'name-missing' | 'email-missing' | 'email-wrong' | 'code-missing';
export type EntryProblems = Partial<Record<'name' | 'email' | 'code', EntryProblem>>;

/** What is wrong with a form, by field; nothing when it can be sent. */
export function entryProblems(form: EntryForm): EntryProblems {
  const email = form.email.trim();
  return {
    ...(form.name.trim() === '' && { name: 'name-missing' }),
    ...(!form.emailUnknown && email === '' && { email: 'email-missing' }),
    ...(!form.emailUnknown && email !== '' && !looksLikeEmail(email) && { email: 'email-wrong' }),
    ...(form.source === 'code' && form.code.trim() === '' && { code: 'code-missing' }),
  };
}

/** The service judges addresses; this only catches what cannot be one. */
function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
}

/** The command of a form without problems, before it has its id. */
export function entryOf(form: EntryForm): Omit<EnterRequest, 'commandId'> {
  const written = (text: string) => text.trim();
  const [phone, organization, need] = [form.phone, form.organization, form.need].map(written);
  return {
    type: 'enter-request',
    name: written(form.name),
    ...(form.emailUnknown ? { emailUnknown: true } : { email: written(form.email) }),
    ...(phone && { phone }),
    ...(organization && { organization }),
    ...(need && { need }),
    source: form.source === 'code' ? written(form.code) : form.source,
  };
}

/** Whether anything was written that leaving would lose. */
export function isStarted({ name, email, phone, organization, need }: EntryForm): boolean {
  return [name, email, phone, organization, need].some((text) => text.trim() !== '');
}

/** The address of the public form with the code of where people come from; null when the form is switched off. */
export function shortLink(formUrl: string | null, code: string): string | null {
  if (formUrl === null) return null;
  const link = new URL(formUrl);
  if (code.trim() !== '') link.searchParams.set('s', code.trim());
  return link.href;
}
