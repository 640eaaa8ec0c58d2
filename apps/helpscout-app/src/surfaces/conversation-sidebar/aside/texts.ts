import type { Text } from '../../../words.ts';

/** What is said of states that not every conversation is in. */
export const asideTexts = {
  mute_title: {
    fr: 'Help Scout n’entend plus ce panneau latéral',
    en: 'Help Scout no longer hears this sidebar',
  },
  mute: {
    fr: 'Il a été rechargé à part. Tout fonctionne encore, sauf sa hauteur et les notifications.',
    en: 'It was reloaded on its own. Everything still works, except its height and notifications.',
  },
  reopen: { fr: 'Rouvrir la conversation', en: 'Open the conversation again' },
  copy_link: { fr: 'Copier le lien', en: 'Copy the link' },
  copied: { fr: 'Texte copié', en: 'Text copied' },
  other_title: {
    fr: 'Help Scout montre une autre conversation',
    en: 'Help Scout shows another conversation',
  },
  other: {
    fr: 'Ce panneau latéral est resté sur la précédente : rien n’y est plus proposé. Rechargez la page de Help Scout.',
    en: 'This sidebar still belongs to the former one: it offers nothing any more. Reload the page of Help Scout.',
  },
  several: { fr: 'Plusieurs demandes correspondent', en: 'Several requests match' },
  which: { fr: 'De laquelle s’agit-il ici ?', en: 'Which one is this about?' },
  linked: { fr: 'Liée', en: 'Linked' },
  decided: { fr: 'par {by} depuis {from}, {at}', en: 'by {by} from {from}, {at}' },
  decided_by: { fr: 'par {by}, {at}', en: 'by {by}, {at}' },
  surface_console: { fr: 'la console', en: 'the console' },
  undo: { fr: 'Annuler', en: 'Undo' },
  undo_left: { fr: 'Encore {left}', en: '{left} left' },
  proposed: { fr: 'Proposé par {by} depuis {from}, {at}', en: 'Proposed by {by} from {from}, {at}' },
  proposal_mine: {
    fr: 'Un autre décideur doit confirmer.',
    en: 'Another decider has to confirm.',
  },
  confirm: { fr: 'Confirmer', en: 'Confirm' },
  withdraw: { fr: 'Retirer', en: 'Withdraw' },
  effect_waiting: { fr: 'En attente', en: 'Waiting' },
  effect_running: { fr: 'En cours', en: 'In progress' },
  effect_retrying: { fr: 'Nouvel essai : {at}', en: 'Next try: {at}' },
  effect_dead: { fr: 'Abandonné', en: 'Given up' },
  retry_effect: { fr: 'Réessayer : {label}', en: 'Try again: {label}' },
  retry: { fr: 'Réessayer', en: 'Try again' },
  new_tab: { fr: '{title} (nouvel onglet)', en: '{title} (new tab)' },
  number: { fr: 'n°\u00A0{number}', en: 'no.\u00A0{number}' },
  about_accounts: { fr: 'Compte', en: 'Account' },
} satisfies Record<string, Text>;
