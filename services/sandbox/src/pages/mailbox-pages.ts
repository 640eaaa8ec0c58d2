import type { Mail, Mailbox } from '../mailbox/mailbox.ts';
import { factList } from './deal-page.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { table } from './lists-pages.ts';
import type { PageContext } from './page-context.ts';
import { pager, pageSize } from './paging.ts';

/** The mails, newest first, 50 at a time. */
export function mailboxPage(context: PageContext, mailbox: Mailbox, asked: unknown): string {
  const { t } = context;
  const { mails } = mailbox.memory;
  const last = Math.max(1, Math.ceil(mails.length / pageSize));
  const wanted = Number(asked ?? 1);
  const number = Number.isInteger(wanted) ? Math.min(last, Math.max(1, wanted)) : 1;
  const shown = mailbox.newest(pageSize, (mails.at(-1)?.n ?? 0) + 1 - (number - 1) * pageSize);
  const rows = shown.map(
    (
      mail,
    ) => html`<tr><td><a href="/mailbox/${mail.n}">${mail.subject || t('(sans objet)', '(no subject)')}</a></td>
<td>${mail.to.join(', ')}</td><td>${mail.from}</td><td>${context.dateTime(mail.receivedAt)}</td></tr>`,
  );
  const title = t('Boîte aux lettres', 'Mailbox');
  return page(
    context,
    { title, section: 'mailbox', wide: true },
    html`<h1>${title}</h1>
<p class="soft">${t(
      'Chaque mail envoyé par Passerelle s’arrête ici. Les adresses bounce@… sont refusées, les adresses later@… remises à plus tard.',
      'Every mail sent by Passerelle stops here. Addresses bounce@… are refused, addresses later@… put off.',
    )}</p>
${table(context, [t('Objet', 'Subject'), t('À', 'To'), t('De', 'From'), t('Reçu', 'Received')], rows)}
${pager(context, '/mailbox', number, last)}`,
  );
}

/** One mail: its HTML in a frame that may run nothing, its text, its headers. */
export function mailPage(context: PageContext, mail: Mail): string {
  const { t } = context;
  const title = mail.subject || t('(sans objet)', '(no subject)');
  return page(
    context,
    { title, section: 'mailbox' },
    html`<p><a href="/mailbox">← ${t('Boîte aux lettres', 'Mailbox')}</a></p>
<section class="card"><h1>${title}</h1>${factList([
      [t('De', 'From'), mail.from],
      [t('À', 'To'), mail.to.join(', ')],
      [t('Reçu', 'Received'), context.dateTime(mail.receivedAt)],
      ['Message-ID', html`<code>${mail.messageId}</code>`],
      ...attachedFiles(context, mail),
    ])}</section>
${
  mail.html
    ? html`<section class="card"><h2>${t('Version HTML', 'HTML version')}</h2>
<iframe class="mail-frame" id="mail-html" title="${t('Le mail en HTML', 'The mail in HTML')}" src="/mailbox/${mail.n}/html"
sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe></section>`
    : ''
}
<section class="card"><h2>${t('Version texte', 'Text version')}</h2><pre class="mail-text" id="mail-text">${linked(mail.text)}</pre></section>
<details class="card"><summary>${t('En-têtes', 'Headers')}</summary>${factList(
      mail.headers.map((header) => [header.key, html`<code>${header.value}</code>`] as const),
    )}</details>`,
  );
}

function attachedFiles({ t }: PageContext, { attachments = [] }: Mail): [string, string][] {
  const files = attachments.map(
    ({ name, sizeBytes }) => `${name} (${Math.ceil(sizeBytes / 1024)} ${t('ko', 'kB')})`,
  );
  return files.length > 0 ? [[t('Pièces jointes', 'Attachments'), files.join(', ')]] : [];
}

/** The text with its web addresses as links. */
function linked(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part));
}
