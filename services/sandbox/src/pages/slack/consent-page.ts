import { z } from 'zod';
import { html } from '../html.ts';
import { page } from '../layout.ts';
import type { SandboxParts } from '../parts.ts';
import { slackScopeWords } from './slack-scope-words.ts';
import type { Viewer } from './viewer.ts';

/** What an app asks for when it sends somebody to be asked; `scope` is a list with commas. */
export type SlackAuthorization = z.infer<typeof authorization>;

const authorization = z.object({
  client_id: z.string(),
  scope: z.string().min(1),
  redirect_uri: z.url(),
  state: z.string().default(''),
});

/**
 * Reads what the app asks for. It may send people back to the service alone; the words of the refusals are the
 * sandbox's own, Slack shows a page (UNVERIFIED).
 */
export function readSlackAuthorization(
  sent: unknown,
  { serviceUrl }: SandboxParts,
  clientId: string,
): SlackAuthorization | { error: string } {
  const asked = authorization.safeParse(sent);
  if (!asked.success) return { error: z.prettifyError(asked.error) };
  if (asked.data.client_id !== clientId) return { error: 'invalid_client_id' };
  const { origin } = new URL(asked.data.redirect_uri);
  return origin === new URL(serviceUrl()).origin ? asked.data : { error: 'bad_redirect_uri' };
}

/** "Add to Slack": what the app may do then, in which workspace, yes or no. */
export function slackConsentPage(viewer: Viewer, asked: SlackAuthorization): string {
  const { context } = viewer.reader;
  const { t } = context;
  const title = t('Ajouter Passerelle à Slack', 'Add Passerelle to Slack');
  const hidden = Object.entries(asked).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return page(
    context,
    { title, section: 'slack' },
    html`<section class="card narrow" id="consent"><h1>${title}</h1>
<p>${t(
      'Passerelle demande à agir dans l’espace de travail choisi :',
      'Passerelle asks to act in the workspace chosen:',
    )}</p>
<ul>${asked.scope.split(',').map((scope) => html`<li>${slackScopeWords(context, scope)} <small class="soft">${scope}</small></li>`)}</ul>
<form method="post" action="/oauth/v2/authorize">${hidden}
<div class="field"><label for="consent-team">${t('Espace de travail', 'Workspace')}</label>
<select id="consent-team" name="team">${viewer.memory.teams.map(
      ({ id, name }) =>
        html`<option value="${id}"${id === viewer.person.team_id ? html` selected` : ''}>${name}</option>`,
    )}</select></div>
<div class="inline">
<button name="decision" value="allow" id="allow">${t('Autoriser', 'Allow')}</button>
<button name="decision" value="refuse" id="refuse" class="plain">${t('Annuler', 'Cancel')}</button>
</div></form></section>`,
  );
}

/** Where the browser goes after the answer: back to the app with a code, or with `access_denied`. */
export function answerSlackAuthorization(
  { slack }: SandboxParts,
  viewer: Viewer,
  asked: SlackAuthorization,
  answer: { team?: string | undefined; decision?: string | undefined },
): string {
  const team = viewer.memory.teams.find(({ id }) => id === answer.team);
  const { redirect_uri: redirectUri, state, scope } = asked;
  if (answer.decision === 'allow' && team) {
    const user = installerOf(viewer, team.id);
    return slack.acts.grant({ teamId: team.id, user, scopes: scope.split(','), redirectUri, state });
  }
  const target = new URL(redirectUri);
  target.searchParams.set('error', 'access_denied');
  target.searchParams.set('state', state);
  return target.href;
}

/** Who installs the app: the person, or whoever is of the other workspace, admins first. */
function installerOf({ person, people }: Viewer, teamId: string): string {
  if (person.team_id === teamId) return person.id;
  const colleagues = people.filter((member) => member.team_id === teamId);
  return (colleagues.find((member) => member.is_admin) ?? colleagues[0] ?? person).id;
}
