/** Blocks of a small app, as Slack's documents show them. */
export const plain = (text: string) => ({ type: 'plain_text', text });

/** What a decided request shows. */
export const decided = [
  { type: 'section', text: { type: 'mrkdwn', text: '*Refusée* par Chargée de clientèle' } },
];

/** A request that is to be decided: buttons, one of them with a confirmation, and a select. */
export const requested = [
  { type: 'header', text: plain('Commune de Valmont') },
  {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: 'accept',
        style: 'primary',
        text: plain('Accepter'),
        confirm: confirmation(),
      },
      { type: 'button', action_id: 'refuse', style: 'danger', text: plain('Refuser…') },
      {
        type: 'static_select',
        action_id: 'target',
        placeholder: plain('Destination'),
        option_groups: [
          {
            label: plain('Pipelines'),
            options: [{ text: plain('Organismes'), value: 'target:organizations' }],
          },
        ],
      },
    ],
  },
];

function confirmation() {
  return {
    title: plain('Accepter ?'),
    text: plain('Un compte est créé.'),
    confirm: plain('Créer'),
    deny: plain('Non'),
  };
}

/** A modal whose preview follows the reason. */
export function refusalModal(preview: string) {
  return {
    type: 'modal',
    callback_id: 'refuse',
    title: plain('Refuser la demande'),
    submit: plain('Envoyer le refus'),
    close: plain('Annuler'),
    notify_on_close: true,
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        dispatch_action: true,
        label: plain('Motif'),
        element: {
          type: 'radio_buttons',
          action_id: 'reason',
          options: ['Particulier', 'Doublon'].map((text) => ({ text: plain(text), value: text })),
        },
      },
      {
        type: 'input',
        block_id: 'note',
        label: plain('Note'),
        element: { type: 'plain_text_input', action_id: 'note', multiline: true },
      },
      { type: 'context', block_id: 'preview', elements: [{ type: 'mrkdwn', text: preview }] },
    ],
  };
}

/** A question on top of the modal. */
export const question = {
  type: 'modal',
  callback_id: 'question',
  title: plain('Vraiment ?'),
  submit: plain('Oui'),
  blocks: [{ type: 'section', block_id: 'sure', text: plain('Le mail part aussitôt.') }],
};
