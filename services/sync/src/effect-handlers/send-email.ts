import type { Company } from '#core/company.ts';
import type { EffectOf } from '#core/effects.ts';
import { type MailEntry, type MailKey, mailCatalogue } from '#core/emails/index.ts';
import type { MailTemplate } from '#core/emails/layout.ts';
import type { AdminAccount } from '#core/model/admin-account.ts';
import { domainOf, normaliseEmail } from '#core/model/email-address.ts';
import type { Mailer } from '../connectors/mail/client.ts';
import { renderMail } from '../connectors/mail/render.ts';
import type { HandoverNote } from '../store/effects.ts';
import type { InstanceRow } from '../store/instances.ts';
import type { Handler } from './handler.ts';

type SendEmail = EffectOf<'send-email'>;

/** The account a mail speaks of; `created` by the request, or there before. */
export interface MailedAccount {
  account: AdminAccount;
  created: boolean;
}

/** The words of a mail, as it would be sent. */
export type ComposeMail = (mail: SendEmail, company: Company, mailed: MailedAccount | null) => MailTemplate;

/** Fills the company's own text, else the house's, in the language of the mail. */
export function createMailComposer(replyTo: string): ComposeMail {
  return (mail, company, mailed) => {
    const { language } = mail;
    const { timeZone, templates } = company.settings;
    const key = keyOf(mail.template, mailed);
    const entry: MailEntry = mailCatalogue[key];
    const none = Object.fromEntries(entry.variables.map((variable) => [variable, '']));
    const own = templates[mail.template]?.[language] ?? templates[key]?.[language];
    const house = entry.templates[language];
    const template: MailTemplate = own ? { ...own, html: own.html ?? paragraphs(own.text) } : house;
    const variables = { ...none, replyTo, ...linkOf(mailed, mail, timeZone), ...mail.variables };
    return renderMail(template, variables, { language, timeZone });
  };
}

/**
 * One mail. The activation link is read when it is needed and kept nowhere. The note that the mail was handed over
 * and its final dot leave in the same instant: a process that dies before leaves neither, so the mail is sent again;
 * one that dies after leaves both, so the mail is taken as sent (it cannot be asked for, nor taken back).
 */
export function sendEmail(options: {
  mailer: Mailer;
  compose: ComposeMail;
  from: string;
  accountOf(instance: InstanceRow): Promise<MailedAccount | null>;
}): Handler<'send-email'> {
  const { mailer, compose, accountOf } = options;
  const domain = domainOf(normaliseEmail(options.from.replace(/^.*<|>.*$/g, '')) ?? 'passerelle.invalid');
  return {
    vendor: 'mail',
    run: async (mail, { company, instance, effectId, handedOver, writeHandoverNote }) => {
      if (handedOver) return { to: mail.to, confirmed: false };
      const mailed = mail.template === 'welcome' ? await accountOf(instance) : null;
      const words = compose(mail, company, mailed);
      const message = {
        ...words,
        to: mail.to,
        language: mail.language,
        messageId: `<${effectId}@${domain}>`,
      };
      let note: HandoverNote | undefined;
      await mailer.send(message, {
        beforeHandover: async () => {
          note = await writeHandoverNote();
        },
        // Should it be lost with the store, the outcome tells the same: the engine holds it until the store is back.
        atHandover: () => void note?.commit().catch(() => undefined),
      });
      return { to: mail.to, confirmed: true };
    },
  };
}

/**
 * A person whose account was active before is told so, without a new link (E-34); so is one whose directory gives no
 * link at all. Unknown reasons share one text.
 */
function keyOf(template: string, mailed: MailedAccount | null): MailKey {
  if (template === 'welcome' && mailed && !needsActivation(mailed)) return 'welcome-existing';
  if (template in mailCatalogue) return template as MailKey;
  return template.startsWith('refusal-') ? 'refusal' : 'welcome';
}

function needsActivation({ account, created }: MailedAccount): boolean {
  return account.activationLink !== null && (created || account.state !== 'active');
}

function linkOf(mailed: MailedAccount | null, { language }: SendEmail, timeZone: string) {
  if (!mailed) return {};
  const { activationLink, activationExpiresAt } = mailed.account;
  const expiresOn = activationExpiresAt
    ? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(new Date(activationExpiresAt))
    : '';
  return { activationLink: activationLink ?? '', expiresOn };
}

/** A company's text without an HTML body of its own gets a plain one; escaping is the renderer's. */
function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((block) => `<p>${block.replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}
