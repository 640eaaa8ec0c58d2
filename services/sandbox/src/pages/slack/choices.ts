import type {
  ChannelsSelect,
  Checkboxes,
  ConversationsSelect,
  MultiStaticSelect,
  MultiUsersSelect,
  Option,
  Overflow,
  RadioButtons,
  StaticSelect,
  UsersSelect,
} from '@slack/types';
import { type Html, html } from '../html.ts';
import { type ElementPlace, idOf } from './place.ts';
import { confirmOf, textOf } from './texts.ts';

type Select =
  | StaticSelect
  | UsersSelect
  | ChannelsSelect
  | ConversationsSelect
  | MultiStaticSelect
  | MultiUsersSelect;

/** The options of a select, in their groups, the first ones chosen. */
export function choices(drawn: Select, { reader }: ElementPlace): Html {
  const chosen = new Set(initialValues(drawn));
  if (drawn.type === 'users_select' || drawn.type === 'multi_users_select') {
    return html`${reader.people.map(({ id, name }) => optionLine(id, name, chosen.has(id)))}`;
  }
  if (drawn.type === 'channels_select' || drawn.type === 'conversations_select') {
    return html`${[...chosen].map((id) => optionLine(id, reader.channelName(id) ?? id, true))}`;
  }
  const lines = (options: readonly Option[]): Html[] =>
    options.map(({ value = '', text }) => optionLine(value, text.text, chosen.has(value)));
  if (!drawn.option_groups) return html`${lines(drawn.options ?? [])}`;
  return html`${drawn.option_groups.map(
    ({ label, options }) => html`<optgroup label="${label.text}">${lines(options)}</optgroup>`,
  )}`;
}

/** A select; what it is for stands in its placeholder, which no choice can be. */
export function select(drawn: Select, options: Html, place: ElementPlace): Html {
  const isMany = drawn.type === 'multi_static_select' || drawn.type === 'multi_users_select';
  const words = drawn.placeholder?.text ?? place.reader.context.t('Choisir…', 'Choose…');
  const isChosen = initialValues(drawn).length > 0;
  return html`<select class="slack-select"${fieldAttributes(drawn, place)}${isMany ? html` multiple` : ''}${nameOf(place, words)}>
${isMany ? '' : html`<option value=""${isChosen ? '' : html` selected`}>${words}</option>`}${options}</select>`;
}

/** The menu behind three dots. */
export function overflow(drawn: Overflow, place: ElementPlace): Html {
  const words = place.reader.context.t('Autres actions', 'More actions');
  const lines = drawn.options.map(({ value = '', text }) => optionLine(value, text.text, false));
  return html`<select class="slack-select overflow"${fieldAttributes(drawn, place)}${nameOf(place, words)}>
<option value="" selected>⋯</option>${lines}</select>`;
}

/** Radio buttons or boxes, each with its description. */
export function tickable(drawn: RadioButtons | Checkboxes, place: ElementPlace): Html {
  const isRadio = drawn.type === 'radio_buttons';
  const chosen = new Set(initialValues(drawn));
  const id = idOf(place, drawn.action_id);
  const words = place.reader.context.t('Choix', 'Choice');
  return html`<div class="slack-choices" role="${isRadio ? 'radiogroup' : 'group'}"${fieldAttributes(drawn, place)}${nameOf(place, words)}>${drawn.options.map(
    ({ value = '', text, description }, index) =>
      html`<label><input type="${isRadio ? 'radio' : 'checkbox'}" id="${id}-${index}" name="${id}" value="${value}"${
        chosen.has(value) ? html` checked` : ''
      }><span>${textOf(text, place)}${description ? html`<small>${textOf(description, place)}</small>` : ''}</span></label>`,
  )}</div>`;
}

/** What every field says to the browser's script: which element it is, and whether a change is told at once. */
export function fieldAttributes(
  drawn: { type: string; action_id?: string; confirm?: Parameters<typeof confirmOf>[0] },
  place: ElementPlace,
): Html {
  const confirm = confirmOf(drawn.confirm);
  return html` id="${idOf(place, drawn.action_id)}" data-field="${drawn.type}" data-block="${place.blockId}" data-action="${
    drawn.action_id ?? ''
  }"${place.sends ? html` data-press="change"` : ''}${confirm ? html` data-confirm="${confirm}"` : ''}`;
}

/** The accessible name: the label of the input block, else the words given. */
export function nameOf({ labelledBy, describedBy }: ElementPlace, words: string): Html {
  const name = labelledBy ? html` aria-labelledby="${labelledBy}"` : html` aria-label="${words}"`;
  return html`${name}${describedBy ? html` aria-describedby="${describedBy}"` : ''}`;
}

function optionLine(value: string, words: string, isChosen: boolean): Html {
  return html`<option value="${value}"${isChosen ? html` selected` : ''}>${words}</option>`;
}

function initialValues(drawn: Select | RadioButtons | Checkboxes): string[] {
  switch (drawn.type) {
    case 'static_select':
    case 'radio_buttons':
      return drawn.initial_option?.value === undefined ? [] : [drawn.initial_option.value];
    case 'multi_static_select':
    case 'checkboxes':
      return (drawn.initial_options ?? []).flatMap(({ value }) => value ?? []);
    case 'users_select':
      return drawn.initial_user ? [drawn.initial_user] : [];
    case 'multi_users_select':
      return drawn.initial_users ?? [];
    case 'channels_select':
      return drawn.initial_channel ? [drawn.initial_channel] : [];
    case 'conversations_select':
      return drawn.initial_conversation ? [drawn.initial_conversation] : [];
  }
}
