import { countAll } from './counts.ts';
import { type Html, html } from './html.ts';
import { installSteps } from './install-steps.ts';
import { page } from './layout.ts';
import { misbehaviourPanel } from './misbehaviour-panel.ts';
import type { PageContext } from './page-context.ts';
import { memoryOf, type SandboxParts } from './parts.ts';
import { stepList } from './step-list.ts';

/** The first page: what this is, five steps to try it, and the way to everything. */
export function startPage(context: PageContext, parts: SandboxParts): string {
  const { t } = context;
  const counts = countAll(parts, context.company.id);
  return page(
    context,
    { title: t('Accueil', 'Home'), section: 'start' },
    html`<h1>${t('Bienvenue dans le bac à sable de Passerelle', 'Welcome to Passerelle’s sandbox')}</h1>
<p class="lead">${t(
      'Pipedrive, Slack, Help Scout, l’annuaire des comptes et la messagerie sont joués ici par des doublures qui ont de la mémoire. Essayez tout : rien ne sort de cette machine.',
      'Pipedrive, Slack, Help Scout, the account directory and the mail are played here by stand-ins with a memory. Try anything: nothing leaves this machine.',
    )}</p>
<h2 id="try">${t('Essayer en cinq étapes', 'Try it in five steps')}</h2>
${firstSteps(context, parts, counts)}
<h2 id="install-title">${t('Puis : d’une entreprise vide à sa première demande acceptée', 'Then: from an empty company to its first accepted request')}</h2>
${installSteps(context, parts)}
<h2>${t('Tout ce qu’il y a à voir', 'Everything there is to see')}</h2>
${tiles(context, parts, counts)}
${misbehaviourPanel(context, parts.rules)}
<section class="card" aria-labelledby="reset-title">
<h2 id="reset-title">${t('Repartir de zéro', 'Start afresh')}</h2>
<p>${t(
      'Efface les affaires, messages, comptes, mails, appels et pannes, et remet les données de départ.',
      'Erases deals, messages, accounts, mails, calls and faults, and puts the first data back.',
    )}</p>
<form method="post" action="/sandbox/reset"><input type="hidden" name="back" value="/">
<button class="negative">${t('Tout remettre à zéro', 'Reset everything')}</button></form>
</section>`,
  );
}

function firstSteps({ t, company }: PageContext, parts: SandboxParts, counts: Record<string, number>): Html {
  const lastDeal = memoryOf(parts, company.id).deals.findLast((deal) => !deal.is_deleted);
  const steps = [
    {
      title: t('Envoyez le formulaire', 'Send the form'),
      text: t(
        'Faites comme un futur administrateur : demandez un compte. Une personne et une affaire apparaissent dans Pipedrive.',
        'Do as a future administrator would: ask for an account. A person and a deal appear in Pipedrive.',
      ),
      link: html`<a class="button" href="/form">${t('Ouvrir le formulaire', 'Open the form')}</a>`,
      fact: html`${t('Affaires dans Pipedrive :', 'Deals in Pipedrive:')} <span class="count" data-count="deals">${counts.deals}</span>`,
    },
    {
      title: t('Décidez dans l’affaire', 'Decide in the deal'),
      text: t(
        'Ouvrez l’affaire : le panneau Passerelle montre la demande. Acceptez ou refusez en un clic.',
        'Open the deal: Passerelle’s panel shows the request. Accept or refuse with one click.',
      ),
      link: html`<a class="button" href="${lastDeal ? `/pipedrive/deal/${lastDeal.id}` : '/pipedrive/deals'}">${
        lastDeal
          ? t('Ouvrir la dernière affaire', 'Open the latest deal')
          : t('Voir les affaires', 'See the deals')
      }</a>`,
      fact: html`${t('Comptes créés :', 'Accounts created:')} <span class="count" data-count="accounts">${counts.accounts}</span>`,
    },
    {
      title: t('Ou décidez dans Slack', 'Or decide in Slack'),
      text: t(
        'La même demande est un message du canal : les boutons, un motif de refus, le fil qui raconte la suite.',
        'The same request is a message of the channel: the buttons, a reason for a refusal, the thread that tells the rest.',
      ),
      link: html`<a class="button" href="/slack">${t('Ouvrir Slack', 'Open Slack')}</a>`,
      fact: html`${t('Messages dans Slack :', 'Messages in Slack:')} <span class="count" data-count="slackMessages">${counts.slackMessages}</span>`,
    },
    {
      title: t('Ou répondez dans Help Scout', 'Or answer in Help Scout'),
      text: t(
        'Un mail demande un compte : à côté de la conversation, l’application dit qui écrit, propose la bonne réponse et décide.',
        'A mail asks for an account: beside the conversation the app says who writes, offers the right reply and decides.',
      ),
      link: html`<a class="button" href="/helpscout">${t('Ouvrir Help Scout', 'Open Help Scout')}</a>`,
      fact: html`${t('Conversations :', 'Conversations:')} <span class="count" data-count="conversations">${counts.conversations}</span>`,
    },
    {
      title: t('Lisez le mail, activez le compte', 'Read the mail, activate the account'),
      text: t(
        'Le mail de bienvenue arrive dans la boîte aux lettres, avec le lien d’activation.',
        'The welcome mail arrives in the mailbox, with the activation link.',
      ),
      link: html`<a class="button" href="/mailbox">${t('Ouvrir la boîte aux lettres', 'Open the mailbox')}</a>`,
      fact: html`${t('Mails reçus :', 'Mails received:')} <span class="count" data-count="mails">${counts.mails}</span> ·
${t('comptes actifs :', 'active accounts:')} <span class="count" data-count="activeAccounts">${counts.activeAccounts}</span>`,
    },
  ];
  return stepList('steps', steps, 'pairs');
}

function tiles({ t }: PageContext, parts: SandboxParts, counts: Record<string, number>): Html {
  const entries = [
    [
      '/form',
      t('Formulaire', 'Form'),
      '',
      t('La demande de compte, vue du public', 'The account request, seen by the public'),
    ],
    [
      '/pipedrive/deals',
      t('Affaires', 'Deals'),
      'deals',
      t('Pipedrive, avec le panneau Passerelle', 'Pipedrive, with Passerelle’s panel'),
    ],
    [
      '/pipedrive/persons',
      t('Personnes', 'People'),
      'persons',
      t('Contacts et leurs propriétaires', 'Contacts and their owners'),
    ],
    [
      '/pipedrive/organizations',
      t('Organismes', 'Organizations'),
      'organizations',
      t('Organismes, avec leur panneau', 'Organizations, with their panel'),
    ],
    [
      '/pipedrive/requests',
      t('Demandes', 'Requests'),
      '',
      t('La page des demandes de Passerelle', 'Passerelle’s page of requests'),
    ],
    [
      '/pipedrive/pipeline',
      t('Suivi commercial', 'Customer follow-up'),
      '',
      t('Ma journée, le parcours et ses chiffres', 'My day, the process and its figures'),
    ],
    [
      '/pipedrive/settings',
      t('Réglages de l’application', 'App settings'),
      '',
      t(
        'La page de réglages de Passerelle, et ses installations',
        'Passerelle’s settings page, and its installations',
      ),
    ],
    [
      '/slack',
      'Slack',
      'slackMessages',
      t('Un petit Slack : canaux, fils, App Home', 'A little Slack: channels, threads, App Home'),
    ],
    [
      '/helpscout',
      'Help Scout',
      'conversations',
      t(
        'Un petit Help Scout : boîtes, conversations, réponses enregistrées',
        'A little Help Scout: inboxes, conversations, saved replies',
      ),
    ],
    [
      '/mailbox',
      t('Boîte aux lettres', 'Mailbox'),
      'mails',
      t('Tous les mails envoyés', 'Every mail that was sent'),
    ],
    [
      '/accounts',
      t('Annuaire des comptes', 'Account directory'),
      'accounts',
      t('Comptes invités, actifs, expirés', 'Accounts invited, active, expired'),
    ],
    [
      '/calls',
      t('Journal des appels', 'Call log'),
      'calls',
      t(
        'Ce que le service demande aux doublures, et les webhooks',
        'What the service asks the stand-ins, and the webhooks',
      ),
    ],
    [
      '#misbehaviour',
      t('Pannes', 'Faults'),
      'rules',
      t('Lenteurs, refus, coupures à la demande', 'Slowness, refusals, cut lines on demand'),
    ],
  ] as const;
  return html`<ul class="tiles">${entries.map(
    ([href, label, count, text]) =>
      html`<li><a href="${href}"><strong>${label}${
        count ? html`<span class="count" data-count="${count}">${counts[count]}</span>` : ''
      }</strong><small>${text}</small></a></li>`,
  )}<li><a href="${parts.serviceUrl()}"><strong>Passerelle</strong><small>${t(
    'Le service lui-même',
    'The service itself',
  )} · <code>${parts.serviceUrl()}</code></small></a></li></ul>`;
}
