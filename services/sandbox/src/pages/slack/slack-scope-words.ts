import type { PageContext } from '../page-context.ts';

const words = new Map<string, readonly [fr: string, en: string]>([
  [
    'channels:history',
    ['Relire les messages des canaux publics où elle est', 'Read messages of its public channels'],
  ],
  ['channels:read', ['Voir les canaux publics', 'See public channels']],
  ['chat:write', ['Envoyer des messages en son nom', 'Send messages in its own name']],
  ['commands', ['Ajouter des commandes', 'Add commands']],
  [
    'groups:history',
    ['Relire les messages des canaux privés où elle est', 'Read messages of its private channels'],
  ],
  ['groups:read', ['Voir les canaux privés où elle est', 'See its private channels']],
  ['im:history', ['Relire ses messages directs', 'Read its direct messages']],
  ['im:write', ['Ouvrir des messages directs', 'Start direct messages']],
  ['metadata.message:read', ['Lire les données jointes aux messages', 'Read the data attached to messages']],
  ['usergroups:read', ['Voir les groupes de membres', 'See user groups']],
  ['users:read', ['Voir les membres', 'See members']],
  ['users:read.email', ['Voir les adresses des membres', 'See members’ e-mail addresses']],
]);

/** What a Slack scope (slack.md 5) allows, as a person would say it; an unknown one as it is. */
export function slackScopeWords({ t }: PageContext, scope: string): string {
  const known = words.get(scope);
  return known ? t(...known) : scope;
}
