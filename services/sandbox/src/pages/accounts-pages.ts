import {
  type Account,
  type AccountState,
  accountEmails,
  accountName,
  accountState,
} from '../accounts/account.ts';
import type { Directory } from '../accounts/directory.ts';
import { actButton, factList } from './deal-page.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { table } from './lists-pages.ts';
import type { PageContext } from './page-context.ts';
import { onePage, pager } from './paging.ts';

/** The administrator accounts and their states, newest first. */
export function accountsPage(context: PageContext, directory: Directory, asked: unknown): string {
  const { t, dateTime } = context;
  const { items, number, last } = onePage(directory.memory.accounts.toReversed(), asked);
  const rows = items.map(
    (account) => html`<tr><td>${accountName(account)}</td><td>${account.userName}</td>
<td>${stateBadge(context, accountState(account, directory.now()))}</td>
<td>${dateTime(account.createdAt)}</td><td>${account.state === 'invited' ? dateTime(account.activationExpiresAt) : '—'}</td>
<td><div class="actions">${accountActs(context, account, accountState(account, directory.now()))}</div></td></tr>`,
  );
  const title = t('Annuaire des comptes', 'Account directory');
  const heads = [
    t('Nom', 'Name'),
    t('Identifiant', 'User name'),
    t('État', 'State'),
    t('Créé', 'Created'),
    t('Activer avant', 'Activate before'),
    t('Actions', 'Actions'),
  ];
  return page(
    context,
    { title, section: 'accounts', wide: true },
    html`<h1>${title}</h1>
<p class="soft">${t(
      'Les comptes administrateur que Passerelle a créés. Leurs titulaires les activent par le lien du mail.',
      'The administrator accounts that Passerelle created. Their holders activate them with the link in the mail.',
    )}</p>
${table(context, heads, rows)}${pager(context, '/accounts', number, last)}`,
  );
}

/** Where the link of the welcome mail leads: one button makes the account active. */
export function activationPage(context: PageContext, account: Account, state: AccountState): string {
  const { t } = context;
  const title = t('Activer votre compte', 'Activate your account');
  const outcome: Record<AccountState, Html> = {
    invited: html`<form method="post" action="/activate/${account.activationToken}"><button id="activate">${title}</button></form>
<p class="soft">${t('Ce lien est valable jusqu’au', 'This link is good until')} ${context.dateTime(account.activationExpiresAt)}.</p>`,
    active: html`<p class="notice" role="status">${t('Votre compte est actif. Bienvenue !', 'Your account is active. Welcome!')}</p>`,
    expired: html`<p class="notice warn" role="status">${t('Ce lien a expiré. Demandez-en un nouveau.', 'This link has expired. Ask for a new one.')}</p>`,
    gone: html`<p class="notice warn" role="status">${t('Ce compte est fermé.', 'This account is closed.')}</p>`,
  };
  return page(
    context,
    { title, section: 'accounts' },
    html`<section class="card activation"><h1>${title}</h1>${factList([
      [t('Nom', 'Name'), accountName(account)],
      ['E-mail', accountEmails(account)[0] ?? account.userName],
      [t('État', 'State'), stateBadge(context, state)],
    ])}${outcome[state]}</section>`,
  );
}

function accountActs({ t }: PageContext, account: Account, state: AccountState): Html[] {
  const act = (name: string, label: string): Html =>
    actButton(`/accounts/${account.id}/${name}`, `${name}-${account.id}`, label, 'plain');
  if (state === 'gone') return [act('open', t('Rouvrir', 'Reopen'))];
  const close = act('close', t('Fermer', 'Close'));
  if (state === 'active')
    return [
      act('sign-in', t('Se connecter', 'Sign in')),
      act('use', t('Publier un usage', 'Publish a use')),
      close,
    ];
  if (state === 'expired') return [act('invite', t('Inviter à nouveau', 'Invite again')), close];
  const link = html`<a class="button plain small" href="/activate/${account.activationToken}">${t('Lien d’activation', 'Activation link')}</a>`;
  return [link, act('expire', t('Faire expirer', 'Let it expire')), close];
}

function stateBadge({ t }: PageContext, state: AccountState): Html {
  const looks: Record<AccountState, [string, string]> = {
    invited: ['warn', t('invité', 'invited')],
    active: ['good', t('actif', 'active')],
    expired: ['bad', t('expiré', 'expired')],
    gone: ['', t('fermé', 'closed')],
  };
  const [look, label] = looks[state];
  return html`<span class="badge ${look}" data-state="${state}">${label}</span>`;
}
