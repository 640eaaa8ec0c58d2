import { withFrenchSpaces } from '../../../french-spaces.ts';
import type { Language } from '../../../language.ts';

const fr = {
  introduction:
    'Les conversations de Help Scout qui parlent d’un compte sont reliées à leur demande : l’agent décide et répond à côté du mail, sans changer d’outil.',
  troubleTitle: 'Help Scout ne répond pas pour le moment',
  unread:
    'Les noms des boîtes de réception n’ont pas pu être lus : écrivez-les comme dans Help Scout, ou revenez plus tard.',
  inboxesHint: 'Celles dont les conversations sont suivies. Liste vide : toutes.',
  inboxToAdd: 'Boîte à ajouter',
  unknownInbox: (name: string) => `${name} (introuvable dans Help Scout)`,
  languagesHint: 'Langue des réponses enregistrées de chaque boîte.',
  asCompany: (language: string) => `Comme la société (${language})`,
  tagHint:
    'Posée sur les conversations qui parlent d’un compte. Celles qui la portent déjà sont suivies aussi.',
  subjectsHint: 'Une conversation dont l’objet contient l’un de ces mots parle d’un compte.',
  subjectToAdd: 'Mots à ajouter',
  repliesHint:
    'Les noms exacts des réponses enregistrées de Help Scout que l’agent peut placer. Un seul nom suffit : il vaut aussi pour les boîtes de l’autre langue.',
  reply: {
    valid: 'Proposée à qui n’a pas encore de demande, et pendant l’examen d’une demande.',
    individualOrCompany:
      'Proposée plutôt quand la demande n’est pas éligible, ou refusée pour le motif de clé « individual ».',
    reason: 'Proposée quand une demande est refusée pour ce motif.',
    other: 'À la disposition des agents, sans être proposée.',
  },
  ofReason: (reason: string) => `Refus : ${reason}`,
  replyFr: 'Nom dans les boîtes en français',
  replyEn: 'Nom dans les boîtes en anglais',
  replyKey: 'Clé d’un motif de refus, ou une autre',
  sendHint: 'Sinon, la réponse est un brouillon : l’agent la relit et l’envoie lui-même.',
  sendTitle: 'Personne ne relit ces réponses avant leur départ',
  sendWarning:
    'Dès que l’agent choisit une réponse, Help Scout l’envoie au client. Le brouillon est plus sûr ; rien ne rattrape un mail parti.',
  answerHint:
    'Heures des jours travaillés jusqu’à la première réponse ; les jours fériés et fermetures de la page Général ne comptent pas.',
  warnHint: 'Heures avant cette échéance où la personne qui doit répondre est prévenue. 0 : à l’échéance.',
  openHint: 'Les durées des chiffres ne comptent que cette partie d’un jour travaillé.',
  advanced: 'Avancé : propriétés des clients',
  propertiesHint:
    'Identifiants (slugs) des propriétés de Help Scout que Passerelle tient à jour sur la fiche du client, si l’abonnement en a. La page Installation crée celles qui manquent.',
};

const en: typeof fr = {
  introduction:
    'Conversations of Help Scout about an account are linked to their request: the agent decides and answers beside the mail, without changing tools.',
  troubleTitle: 'Help Scout does not answer at the moment',
  unread: 'The names of the inboxes could not be read: write them as in Help Scout, or come back later.',
  inboxesHint: 'Those whose conversations are followed. Empty list: all of them.',
  inboxToAdd: 'Inbox to add',
  unknownInbox: (name) => `${name} (not found in Help Scout)`,
  languagesHint: 'Language of the saved replies of each inbox.',
  asCompany: (language) => `As the company (${language})`,
  tagHint: 'Put on conversations about an account. Those that bear it already are followed, too.',
  subjectsHint: 'A conversation whose subject holds one of these is about an account.',
  subjectToAdd: 'Words to add',
  repliesHint:
    'The exact names of Help Scout’s saved replies that agents may place. One name is enough: it serves the inboxes of the other language as well.',
  reply: {
    valid: 'Proposed to who has no request yet, and while a request is examined.',
    individualOrCompany:
      'Proposed instead when the request is not eligible, or refused for the reason whose key is “individual”.',
    reason: 'Proposed when a request is refused for this reason.',
    other: 'There for agents, without being proposed.',
  },
  ofReason: (reason) => `Refusal: ${reason}`,
  replyFr: 'Name in French inboxes',
  replyEn: 'Name in English inboxes',
  replyKey: 'Key of a refusal reason, or another one',
  sendHint: 'Otherwise the reply is a draft: the agent reads and sends it.',
  sendTitle: 'Nobody reads these replies before they leave',
  sendWarning:
    'As soon as the agent chooses a reply, Help Scout mails it to the customer. A draft is safer; nothing brings a mail back.',
  answerHint:
    'Hours of working days until the first answer; the holidays and closures of the page General do not count.',
  warnHint: 'Hours before that moment at which whoever has to answer is told. 0: at that moment.',
  openHint: 'Durations in figures count this part of a working day alone.',
  advanced: 'Advanced: customer properties',
  propertiesHint:
    'Slugs of Help Scout’s properties that Passerelle keeps up to date on the customer, if the plan has them. The page Installation creates those that are missing.',
};

export type HelpscoutTexts = typeof fr;

/** The words of the section about Help Scout; the names of its fields are in `labels.ts`. */
export const helpscoutTexts: Record<Language, HelpscoutTexts> = { fr: withFrenchSpaces(fr), en };
