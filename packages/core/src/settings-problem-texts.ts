import type { Localized } from './model/localized.ts';

type Values = Record<string, string>;
type Text = Record<keyof Localized, (values: Values) => string>;

/** What can be wrong with settings: a title, and what to do about it. */
const texts = {
  'pipeline-unknown': {
    title: { fr: (v) => `Pipeline inconnu : « ${v.name} »`, en: (v) => `Unknown pipeline: “${v.name}”` },
    detail: {
      fr: () =>
        'Ce pipeline n’existe pas dans Pipedrive. Choisissez-en un autre, ou créez-le depuis la page Installation.',
      en: () =>
        'This pipeline does not exist in Pipedrive. Choose another one, or create it from the Installation page.',
    },
  },
  'stage-unknown': {
    title: { fr: (v) => `Étape inconnue : « ${v.name} »`, en: (v) => `Unknown stage: “${v.name}”` },
    detail: {
      fr: (v) =>
        `Le pipeline « ${v.pipeline} » n’a pas cette étape. Choisissez-en une autre, ou créez-la depuis la page Installation.`,
      en: (v) =>
        `The pipeline “${v.pipeline}” has no such stage. Choose another one, or create it from the Installation page.`,
    },
  },
  'stage-elsewhere': {
    title: {
      fr: (v) => `Étape d’un autre pipeline : « ${v.name} »`,
      en: (v) => `Stage of another pipeline: “${v.name}”`,
    },
    detail: {
      fr: (v) =>
        `Cette étape est dans « ${v.elsewhere} », pas dans « ${v.pipeline} ». Changez l’étape ou le pipeline.`,
      en: (v) =>
        `This stage is in “${v.elsewhere}”, not in “${v.pipeline}”. Change the stage or the pipeline.`,
    },
  },
  'pipeline-empty': {
    title: {
      fr: (v) => `Pipeline sans étape : « ${v.name} »`,
      en: (v) => `Pipeline without stages: “${v.name}”`,
    },
    detail: {
      fr: () => 'Aucune affaire ne peut y aller. Ajoutez-lui une étape dans Pipedrive.',
      en: () => 'No deal can go there. Add a stage to it in Pipedrive.',
    },
  },
  'staff-unknown': {
    title: { fr: (v) => `Utilisateur inconnu : ${v.name}`, en: (v) => `Unknown user: ${v.name}` },
    detail: {
      fr: () =>
        'Personne dans Pipedrive n’a cet identifiant ou cette adresse. Choisissez quelqu’un de la liste.',
      en: () => 'Nobody in Pipedrive has this id or address. Choose somebody of the list.',
    },
  },
  'staff-left': {
    title: { fr: (v) => `Utilisateur désactivé : ${v.name}`, en: (v) => `Deactivated user: ${v.name}` },
    detail: {
      fr: () =>
        'Cette personne ne travaille plus dans Pipedrive. Choisissez quelqu’un d’actif, ou réactivez-la.',
      en: () => 'This person no longer works in Pipedrive. Choose somebody active, or reactivate them.',
    },
  },
  'role-unknown': {
    title: { fr: (v) => `Rôle inconnu : « ${v.name} »`, en: (v) => `Unknown role: “${v.name}”` },
    detail: {
      fr: () => 'Ce rôle n’existe pas dans Pipedrive. Choisissez-en un de la liste.',
      en: () => 'This role does not exist in Pipedrive. Choose one of the list.',
    },
  },
  'decider-is-robot': {
    title: {
      fr: (v) => `Un robot ne décide pas : ${v.name}`,
      en: (v) => `A robot does not decide: ${v.name}`,
    },
    detail: {
      fr: () =>
        'Cet utilisateur est un propriétaire robot : ce qui est à lui attend une décision. Retirez-le de l’une des deux listes.',
      en: () =>
        'This user is a robot owner: what is theirs waits for a decision. Remove them from one of the two lists.',
    },
  },
  'no-decider': {
    title: { fr: () => 'Personne ne peut décider', en: () => 'Nobody can decide' },
    detail: {
      fr: () =>
        'Aucun décideur actif : les demandes resteront en attente. Ajoutez un utilisateur ou un rôle.',
      en: () => 'No active decider: requests will keep waiting. Add a user or a role.',
    },
  },
  'second-decider-missing': {
    title: { fr: () => 'Il faut deux décideurs', en: () => 'Two deciders are needed' },
    detail: {
      fr: () =>
        'La double validation est activée, mais une seule personne peut décider : rien ne serait jamais fait. Ajoutez un décideur, ou désactivez-la.',
      en: () =>
        'Four-eyes is on, but one person alone can decide: nothing would ever be done. Add a decider, or switch it off.',
    },
  },
  'no-robot': {
    title: { fr: () => 'Aucun propriétaire robot', en: () => 'No robot owner' },
    detail: {
      fr: () =>
        'Sans propriétaire robot, aucune demande ne naît. Choisissez l’utilisateur qui reçoit les formulaires.',
      en: () => 'Without a robot owner no request is ever born. Choose the user who receives the forms.',
    },
  },
  'form-owner-no-robot': {
    title: {
      fr: (v) => `Pas un propriétaire robot : ${v.name}`,
      en: (v) => `Not a robot owner: ${v.name}`,
    },
    detail: {
      fr: () =>
        'Ce que le formulaire crée doit appartenir à un propriétaire robot pour devenir une demande. Choisissez l’un d’eux.',
      en: () => 'What the form makes has to belong to a robot owner to become a request. Choose one of them.',
    },
  },
  'key-doubled': {
    title: { fr: (v) => `Clé en double : « ${v.name} »`, en: (v) => `Key used twice: “${v.name}”` },
    detail: {
      fr: () => 'Chaque ligne a besoin de sa propre clé. Changez celle-ci.',
      en: () => 'Every line needs a key of its own. Change this one.',
    },
  },
  'field-unknown': {
    title: { fr: (v) => `Champ inconnu : « ${v.name} »`, en: (v) => `Unknown field: “${v.name}”` },
    detail: {
      fr: () =>
        'Pipedrive n’a pas ce champ : il ne serait ni lu ni rempli. Choisissez-en un autre, ou créez-le depuis la page Installation.',
      en: () =>
        'Pipedrive has no such field: it would be neither read nor filled in. Choose another one, or create it from the Installation page.',
    },
  },
  'field-type': {
    title: {
      fr: (v) => `Champ d’un autre type : « ${v.name} »`,
      en: (v) => `Field of another type: “${v.name}”`,
    },
    detail: {
      fr: (v) =>
        `Ce champ est de type « ${v.type} » ; il faut l’un de ceux-ci : ${v.wanted}. Choisissez-en un autre.`,
      en: (v) => `This field is of type “${v.type}”; it has to be one of ${v.wanted}. Choose another one.`,
    },
  },
  'activity-type-unknown': {
    title: {
      fr: (v) => `Type d’activité inconnu : « ${v.name} »`,
      en: (v) => `Unknown activity type: “${v.name}”`,
    },
    detail: {
      fr: () =>
        'Pipedrive n’a pas ce type d’activité : ses activités seraient refusées. Choisissez-en un autre, ou créez-le depuis la page Installation.',
      en: () =>
        'Pipedrive has no such activity type: its activities would be refused. Choose another one, or create it from the Installation page.',
    },
  },
  'promise-unknown': {
    title: { fr: (v) => `Délai inconnu : « ${v.name} »`, en: (v) => `Unknown delay: “${v.name}”` },
    detail: {
      fr: (v) =>
        `Rien ne lit ce délai. Retirez-le, ou donnez ses jours au plus proche qui existe : ${v.nearest}.`,
      en: (v) =>
        `Nothing reads this delay. Remove it, or give its days to the nearest that exists: ${v.nearest}.`,
    },
  },
  'holiday-past': {
    title: { fr: (v) => `Jour férié passé : ${v.name}`, en: (v) => `Holiday in the past: ${v.name}` },
    detail: {
      fr: () => 'Il ne sert plus à rien. Retirez-le, et pensez à ceux de l’année qui vient.',
      en: () => 'It has no use any more. Remove it, and think of those of the coming year.',
    },
  },
} satisfies Record<string, { title: Text; detail: Text }>;

export type SettingsProblemKey = keyof typeof texts;

/** Title and advice of a problem in both languages. @param values what the sentences mention */
export function settingsProblemText(
  key: SettingsProblemKey,
  values: Values,
): { title: Localized; detail: Localized } {
  const { title, detail }: { title: Text; detail: Text } = texts[key];
  return { title: inBoth(title, values), detail: inBoth(detail, values) };
}

function inBoth(text: Text, values: Values): Localized {
  return { fr: text.fr(values), en: text.en(values) };
}
