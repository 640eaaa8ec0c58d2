import type { Language, Localized } from './model/localized.ts';
import type { Settings } from './settings.ts';

/** What the variables of a saved reply stand for in one conversation. */
export interface ReplyValues {
  customer: { firstName: string; lastName: string; email: string | null };
  /** Null as long as the inbox could not be read. */
  mailbox: { name: string; email: string } | null;
  /** The agent who places it. */
  user: { name: string; email: string };
  conversation: { number: number | null };
  /** Where the public form is; null = it is closed. */
  formUrl: string | null;
}

/** A saved reply without variables, or why there is none. */
export type ResolvedReply = { ok: true; html: string } | { ok: false; problem: Localized };

/** `{%customer.firstName,fallback=there%}`, as Help Scout writes it (helpscout.md 2.4); the fallback is HTML already. */
const variable = /\{%\s*([\w.]+)\s*(?:,\s*fallback=([\s\S]*?))?\s*%\}/g;
/** Ours: the form's link. Editors complete and encode what they take for an address. */
const formLink = /(?:https?:\/\/)?(?:\{\{|%7B%7B)\s*formUrl\s*(?:\}\}|%7D%7D)/gi;
/** Whatever looks like a variable still. */
const unresolved = /\{%|\{\{|%7B%7B/i;

/** Whether a saved reply holds a link to the public form. */
export function linksToForm(html: string): boolean {
  return new RegExp(formLink, 'i').test(html);
}

/**
 * Fills the variables of a saved reply's HTML in: whether Help Scout does for what arrives by its API is not documented
 * (helpscout.md 2.4). Values are text and stay text. What cannot be filled in makes it unfit to be sent.
 */
export function resolveSavedReply(html: string, values: ReplyValues): ResolvedReply {
  const { formUrl } = values;
  if (formUrl === null && linksToForm(html)) return { ok: false, problem: formClosed };
  let unknown: string | undefined;
  const filled = html.replace(variable, (whole, name: string, fallback?: string) => {
    const value = filledIn(name, values);
    if (value === undefined) unknown ??= whole;
    return value ? asHtml(value) : (fallback ?? '');
  });
  if (unknown !== undefined) return { ok: false, problem: unknownVariable(unknown) };
  const resolved = filled.replace(formLink, () => asHtml(formUrl ?? ''));
  const left = unresolved.exec(resolved);
  if (left) return { ok: false, problem: unknownVariable(resolved.slice(left.index, left.index + 40)) };
  return { ok: true, html: resolved };
}

/** Undefined for what is no variable, or not known at the moment. */
function filledIn(name: string, { customer, mailbox, user, conversation }: ReplyValues): string | undefined {
  const [firstName = '', ...others] = user.name.split(' ');
  const known: Record<string, string | undefined> = {
    'customer.firstName': customer.firstName,
    'customer.lastName': customer.lastName,
    'customer.fullName': `${customer.firstName} ${customer.lastName}`.trim(),
    'customer.email': customer.email ?? '',
    'mailbox.name': mailbox?.name,
    'mailbox.email': mailbox?.email,
    'user.firstName': firstName,
    'user.lastName': others.join(' '),
    'user.fullName': user.name,
    'user.email': user.email,
    'conversation.number': String(conversation.number ?? ''),
  };
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

const codes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A name never becomes a variable.
  '{': '&#123;',
  '}': '&#125;',
};

function asHtml(text: string): string {
  return text.replace(/[&<>"'{}]/g, (character) => codes[character] ?? character);
}

/** The names a saved reply of the settings may have in an inbox that writes this language, the likeliest first. */
export function savedReplyNames(
  name: Settings['savedReplies'][string],
  language: Language,
): [string, ...string[]] | [] {
  if (typeof name === 'string') return [name];
  const [first, ...others] = [name[language], name[language === 'fr' ? 'en' : 'fr']].filter(
    (each) => each !== undefined,
  );
  return first === undefined ? [] : [first, ...others];
}

/** What of a request says which saved reply fits. */
export interface AnsweredRequest {
  step: string;
  verdict: string;
  /** Key of the refusal reason. */
  refusalReason: string | null;
}

const individual = 'individualOrCompany';
const valid = 'valid';

/**
 * The key of the saved reply that fits somebody's request as it stands, null for none: what is decided is told by its
 * own mail. Who has no request is asked to make one.
 */
export function proposedReply(request: AnsweredRequest | null, keys: readonly string[]): string | null {
  const proposed = proposals(request).find((key) => keys.includes(key));
  return proposed ?? null;
}

function proposals(request: AnsweredRequest | null): string[] {
  if (!request) return [valid];
  const { step, verdict, refusalReason } = request;
  if (step === 'refused' || step === 'refusing') {
    // Refusals may have a saved reply each, under the reason's own key.
    return [
      ...(refusalReason === null ? [] : [refusalReason]),
      ...(refusalReason === 'individual' ? [individual] : []),
    ];
  }
  if (step === 'accepted' || step === 'accepting' || step === 'withdrawn') return [];
  return [verdict === 'not-eligible' ? individual : valid];
}

const formClosed: Localized = {
  fr: 'Cette réponse contient le lien du formulaire, qui est fermé. Un administrateur peut l’ouvrir : réglage publicForm.enabled de Passerelle.',
  en: 'This reply holds the link of the form, which is closed. An administrator can open it: Passerelle’s setting publicForm.enabled.',
};

function unknownVariable(written: string): Localized {
  return {
    fr: `Passerelle ne sait pas remplir « ${written} ». Corrigez la réponse enregistrée dans Help Scout.`,
    en: `Passerelle cannot fill “${written}” in. Correct the saved reply in Help Scout.`,
  };
}
