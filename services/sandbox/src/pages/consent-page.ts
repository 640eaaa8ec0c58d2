import { z } from 'zod';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { memoryOf, type SandboxParts } from './parts.ts';
import { scopeWords } from './scope-words.ts';

/** What an app asks for when it sends somebody to be asked. */
export type Authorization = { client_id: string; redirect_uri: string; state?: string | undefined };

const authorization = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  state: z.string().optional(),
});

/**
 * Reads what the app asks for. Only the one callback URL of the app is taken; the answer to another is the
 * vendor's, that to an unknown app UNVERIFIED (pipedrive.md 1.1).
 */
export function readAuthorization(
  sent: unknown,
  { companies }: SandboxParts,
  clientId: string,
): Authorization | { error: string } {
  const asked = authorization.safeParse(sent);
  if (!asked.success || asked.data.client_id !== clientId) return { error: 'Invalid client' };
  if (asked.data.redirect_uri !== companies.oauth.callbackUrl()) return { error: 'Invalid redirect URL' };
  return asked.data;
}

/** "Install Passerelle": what it may do then, in whose name, yes or no. */
export function consentPage(context: PageContext, parts: SandboxParts, asked: Authorization): string {
  const { t, company } = context;
  const title = t('Installer Passerelle', 'Install Passerelle');
  const hidden = Object.entries(asked).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value ?? ''}">`,
  );
  return page(
    context,
    { title },
    html`<section class="card" id="consent"><h1>${title}</h1>
<p>${t(
      `Passerelle demande à agir dans « ${company.name} », au nom de la personne choisie :`,
      `Passerelle asks to act in “${company.name}”, in the name of the person chosen:`,
    )}</p>
<ul>${parts.companies.oauth.memory.settings.scopes.map((scope) => html`<li>${scopeWords(context, scope)} <small class="soft">${scope}</small></li>`)}</ul>
<form method="post" action="/oauth/authorize">${hidden}
<input type="hidden" name="companyId" value="${company.id}">
<div class="field"><label for="consent-user">${t('Utilisateur', 'User')}</label>
<select id="consent-user" name="userId">${userOptions(context, parts)}</select></div>
<div class="inline">
<button name="decision" value="allow" id="allow">${t('Autoriser et installer', 'Allow and install')}</button>
<button name="decision" value="refuse" id="refuse" class="plain">${t('Refuser', 'Refuse')}</button>
</div></form>
<p class="soft">${t(
      'Pour l’installer dans une autre entreprise, changez d’entreprise en haut de la page.',
      'To install it in another company, switch the company at the top of the page.',
    )}</p></section>`,
  );
}

/** Whoever is signed in, unless an admin is there: an installation by others cannot do everything. */
function userOptions(context: PageContext, parts: SandboxParts): Html[] {
  const { users } = memoryOf(parts, context.company.id);
  const active = users.filter((user) => user.active);
  const chosen = context.staff.admin ? context.staff : (active.find((user) => user.admin) ?? context.staff);
  return active.map(
    (user) =>
      html`<option value="${user.id}"${user.id === chosen.id ? html` selected` : ''}>${user.name}${
        user.admin ? context.t(' (administration)', ' (admin)') : ''
      }</option>`,
  );
}

/**
 * Where the browser goes after the answer: to the callback with a code, or with the refusal in the words of the
 * docs (pipedrive.md 1.1).
 */
export function answerAuthorization(
  { companies }: SandboxParts,
  asked: Authorization,
  answer: { companyId?: string | undefined; userId?: string | undefined; decision?: string | undefined },
): string {
  const target = new URL(asked.redirect_uri);
  const { oauth } = companies;
  const company = companies.find(Number(answer.companyId)) ?? companies.all[0];
  const user = company.memory.users.find((each) => each.id === Number(answer.userId) && each.active);
  if (answer.decision === 'allow' && user) {
    target.searchParams.set('code', oauth.allow(company.memory.companyId, user.id));
  } else {
    target.searchParams.set('error', 'user_denied');
  }
  if (asked.state) target.searchParams.set('state', asked.state);
  return target.href;
}
