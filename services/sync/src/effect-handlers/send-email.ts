import type { Company } from '#core/company.ts';
import type { EffectOf } from '#core/effects.ts';
import { type MailKey, mailCatalogue } from '#core/emails/index.ts';
import type { MailTemplate } from '#core/emails/layout.ts';
import type { MailEntry } from '#core/emails/variables.ts';
import type { AdminAccount } from '#core/model/admin-account.ts';
import { OutsideError } from '../connectors/errors.ts';
import type { Mailer } from '../connectors/mail/client.ts';
import { htmlOfText } from '../connectors/mail/plain-html.ts';
import { renderMail } from '../connectors/mail/render.ts';
import type { InstanceRow } from '../store/instances.ts';
import type { Handler } from './handler.ts';
import { createSendOnce } from './send-once.ts';

type SendEmail = EffectOf<'send-email'>;

/** The account a mail speaks of: `created` by the request, or there before; found by the address `email`. */
export interface MailedAccount {
  account: AdminAccount;
  created: boolean;
  email: string;
}

/** The words of a mail, as it would be sent. */
export type ComposeMail = (mail: SendEmail, company: Company, mailed: MailedAccount | null) => MailTemplate;

/** Fills the company's own text, else the house's, in the language of the mail. */
export function createMailComposer(replyTo: string): ComposeMail {
  return (mail, company, mailed) => {
    const { language } = mail;
    const { timeZone, templates } = company.settings;
    const key = keyOf(mail, mailed);
    const entry: MailEntry = mailCatalogue[key];
    const none = Object.fromEntries(entry.variables.map((variable) => [variable, '']));
    const forReason = mail.template.startsWith('refusal-') ? templates[mail.template]?.[language] : undefined;
    const own = forReason ?? templates[key]?.[language];
    const house = entry.templates[language];
    const template: MailTemplate = own ? { ...own, html: own.html ?? htmlOfText(own.text) } : house;
    const variables = { ...none, replyTo, ...linkOf(mailed, mail, timeZone), ...mail.variables };
    return renderMail(template, variables, { language, timeZone });
  };
}

/** One mail, at most once (send-once.ts). The activation link is read when it is needed and kept nowhere. */
export function sendEmail(options: {
  mailer: Mailer;
  compose: ComposeMail;
  from: string;
  accountOf(instance: InstanceRow): Promise<MailedAccount | null>;
}): Handler<'send-email'> {
  const { compose, accountOf } = options;
  const sendOnce = createSendOnce(options.mailer, options.from);
  return {
    vendor: 'mail',
    run: async (mail, context) => {
      const { company, instance, handedOver } = context;
      if (handedOver) return { to: mail.to, confirmed: false };
      const mailed = bearsLink(mail) ? ((await accountOf(instance)) ?? accountGone()) : null;
      if (mail.template === 'activation-renewal' && !mailed?.account.activationLink) throw noLink();
      const words = compose(mail, company, mailed);
      const { to, language } = mail;
      return { to, ...(await sendOnce({ ...words, to, language }, context)) };
    },
  };
}

/** Mails that speak of the account; the others may be of no account request at all. */
function bearsLink({ template }: SendEmail): boolean {
  return template === 'welcome' || template === 'activation-renewal';
}

/**
 * A person whose account was active before is told so, without a new link (E-34); so is one whose directory gives no
 * link at all, and one who was found by another address than the mail goes to: the link opens somebody's account.
 * Refusals without a text of their own share one.
 */
function keyOf({ template, to }: SendEmail, mailed: MailedAccount | null): MailKey {
  if (template === 'welcome' && mailed && !mayActivate(mailed, to)) return 'welcome-existing';
  if (template in mailCatalogue) return template as MailKey;
  if (template.startsWith('refusal-')) return 'refusal';
  throw new Error(`There is no mail "${template}".`);
}

function mayActivate({ account, created, email }: MailedAccount, to: string): boolean {
  if (account.activationLink === null) return false;
  return created || (account.state !== 'active' && email === to);
}

function accountGone(): never {
  throw new OutsideError({
    vendor: 'accounts',
    word: 'not-found',
    title: { fr: 'Le compte n’est plus dans l’annuaire', en: 'The account is no longer in the directory' },
    detail: {
      fr: 'Le mail n’est pas parti. Faites rétablir le compte dans l’annuaire, puis réessayez.',
      en: 'The mail was not sent. Have the account restored in the directory, then retry.',
    },
  });
}

function noLink(): OutsideError {
  return new OutsideError({
    vendor: 'accounts',
    word: 'rejected',
    title: {
      fr: 'L’annuaire ne donne pas de lien d’activation',
      en: 'The directory gives no activation link',
    },
    detail: {
      fr: 'Le mail n’est pas parti. Un administrateur règle « activationUrl », ou fait renouveler le lien dans l’annuaire.',
      en: 'The mail was not sent. An administrator sets “activationUrl”, or has the link renewed in the directory.',
    },
  });
}

function linkOf(mailed: MailedAccount | null, { language }: SendEmail, timeZone: string) {
  if (!mailed) return {};
  const { activationLink, activationExpiresAt } = mailed.account;
  const expiresOn = activationExpiresAt
    ? longDates(language, timeZone).format(new Date(activationExpiresAt))
    : '';
  return { activationLink: activationLink ?? '', expiresOn };
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Made once: making one takes as long as all the rest of a mail. */
function longDates(language: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone });
  dateFormats.set(key, format);
  return format;
}
