import type { Button, KnownBlock } from '@slack/types';
import { type Html, html } from '../html.ts';
import { choices, overflow, select, tickable } from './choices.ts';
import { plainText } from './mrkdwn.ts';
import type { ElementPlace } from './place.ts';
import { textField } from './text-fields.ts';
import { confirmOf } from './texts.ts';

type Block<T extends KnownBlock['type']> = Extract<KnownBlock, { type: T }>;
/** Whatever may stand in an actions block, beside a section, or in an input block. */
export type Element =
  | Block<'actions'>['elements'][number]
  | NonNullable<Block<'section'>['accessory']>
  | Block<'input'>['element'];

/** One element of a block as something to press, choose or fill in. */
export function element(drawn: Element, place: ElementPlace): Html {
  switch (drawn.type) {
    case 'button':
      return button(drawn, place);
    case 'static_select':
    case 'users_select':
    case 'channels_select':
    case 'conversations_select':
    case 'multi_static_select':
    case 'multi_users_select':
      return select(drawn, choices(drawn, place), place);
    case 'overflow':
      return overflow(drawn, place);
    case 'radio_buttons':
    case 'checkboxes':
      return tickable(drawn, place);
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return textField(drawn, place);
    case 'image':
      return image(drawn.alt_text);
    default:
      return notDrawn(drawn.type, place);
  }
}

/** An image by its words: this sandbox loads nothing from outside. */
export function image(altText: string): Html {
  return html`<span class="slack-image" role="img" aria-label="${altText}">🖼 ${altText}</span>`;
}

/** Says what this sandbox leaves out. */
export function notDrawn(type: string, { reader }: Pick<ElementPlace, 'reader'>): Html {
  return html`<em class="soft">${reader.context.t('Non dessiné ici :', 'Not drawn here:')} ${type}</em>`;
}

function button(drawn: Button, { blockId }: ElementPlace): Html {
  const { text, url, style, accessibility_label: label } = drawn;
  const classes = `slack-button ${style ?? ''}`.trim();
  const attributes = html` class="${classes}" data-press="button" data-block="${blockId}" data-action="${
    drawn.action_id ?? ''
  }"${label ? html` aria-label="${label}"` : ''}${
    drawn.confirm ? html` data-confirm="${confirmOf(drawn.confirm)}"` : ''
  }`;
  if (url && /^https?:\/\//i.test(url)) {
    return html`<a href="${url}" target="_blank" rel="noopener"${attributes}>${plainText(text.text)}</a>`;
  }
  return html`<button type="button"${attributes}>${plainText(text.text)}</button>`;
}
