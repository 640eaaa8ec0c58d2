import type { KnownBlock } from '@slack/types';
import { type Html, html } from '../html.ts';
import { element, image, notDrawn } from './elements.ts';
import { plainText } from './mrkdwn.ts';
import { type ElementPlace, idOf, type Place } from './place.ts';
import { textOf } from './texts.ts';

type Block<T extends KnownBlock['type']> = Extract<KnownBlock, { type: T }>;

/** Block Kit as markup, for messages, modals and the App Home. */
export function blocksOf(blocks: readonly KnownBlock[], place: Place): Html {
  return html`${blocks.map((block, index) =>
    drawn(block, { ...place, blockId: block.block_id ?? `block-${index}`, sends: true }),
  )}`;
}

function drawn(block: KnownBlock, place: ElementPlace): Html {
  switch (block.type) {
    case 'header':
      return html`<p class="slack-header" dir="auto" role="heading" aria-level="3">${plainText(block.text.text)}</p>`;
    case 'divider':
      return html`<hr>`;
    case 'section':
      return section(block, place);
    case 'context':
      return html`<div class="slack-context">${block.elements.map(
        (part) => html`<span>${part.type === 'image' ? image(part.alt_text) : textOf(part, place)}</span>`,
      )}</div>`;
    case 'actions':
      return html`<div class="slack-actions" role="group" aria-label="${place.reader.context.t('Actions', 'Actions')}">${block.elements.map(
        (part) => element(part, place),
      )}</div>`;
    case 'input':
      return input(block, place);
    case 'image':
      return html`<p>${image(block.alt_text)}</p>`;
    case 'markdown':
      return html`<p class="slack-text">${block.text}</p>`;
    default:
      return html`<p>${notDrawn(block.type, place)}</p>`;
  }
}

function section(block: Block<'section'>, place: ElementPlace): Html {
  const text = block.text ? html`<div class="slack-text" dir="auto">${textOf(block.text, place)}</div>` : '';
  const fields = block.fields
    ? html`<div class="slack-fields">${block.fields.map((field) => html`<div dir="auto">${textOf(field, place)}</div>`)}</div>`
    : '';
  return html`<div class="slack-section"><div class="slack-section-body">${text}${fields}</div>${
    block.accessory ? html`<div class="slack-accessory">${element(block.accessory, place)}</div>` : ''
  }</div>`;
}

/** A labelled field of a modal or of the App Home; what is wrong with it is put in by the browser's script. */
function input(block: Block<'input'>, place: ElementPlace): Html {
  const base = idOf(place, 'input');
  const inner: ElementPlace = {
    ...place,
    sends: block.dispatch_action === true,
    labelledBy: `${base}-label`,
    ...(block.hint ? { describedBy: `${base}-hint` } : {}),
  };
  const { t } = place.reader.context;
  const words = html`${plainText(block.label.text)}${
    block.optional ? html` <small>${t('(facultatif)', '(optional)')}</small>` : ''
  }`;
  const isGroup = block.element.type === 'radio_buttons' || block.element.type === 'checkboxes';
  const label = isGroup
    ? html`<span class="slack-label" id="${base}-label">${words}</span>`
    : html`<label class="slack-label" id="${base}-label" for="${idOf(inner, block.element.action_id)}">${words}</label>`;
  return html`<div class="slack-input" data-input-block="${place.blockId}"${block.optional ? '' : html` data-required`}>${label}
${element(block.element, inner)}
${block.hint ? html`<small id="${base}-hint">${plainText(block.hint.text)}</small>` : ''}</div>`;
}
