import { z } from 'zod';
import { accessory, actionElement, image, inputElement } from './elements.ts';
import { anyText, blockId, plainText, words } from './texts.ts';

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'must have text or fields');

const header = z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(150) });
const divider = z.strictObject({ type: z.literal('divider'), block_id: blockId });
const contextElement = z.discriminatedUnion('type', [anyText(3000), image]);
const context = z.strictObject({
  type: z.literal('context'),
  block_id: blockId,
  elements: z.array(contextElement).min(1).max(10),
});
const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: blockId,
  elements: z.array(actionElement).min(1).max(25),
});
const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plainText(2000),
  element: inputElement,
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});
const picture = z.strictObject({
  type: z.literal('image'),
  block_id: blockId,
  image_url: z.url().max(3000),
  alt_text: words(2000),
  title: plainText(2000).optional(),
});
/** Written by Slack's own editor mostly: its inner shape is not checked. */
const richText = z.looseObject({
  type: z.literal('rich_text'),
  block_id: blockId,
  elements: z.array(z.looseObject({})),
});
const markdown = z.strictObject({ type: z.literal('markdown'), block_id: blockId, text: words(12_000) });

const everywhere = [section, header, divider, context, actions, input, picture, richText] as const;

/** The blocks of a message: fifty (slack.md 8). */
export const messageBlocks = z
  .array(z.discriminatedUnion('type', [...everywhere, markdown]))
  .max(50)
  .superRefine(checkIds);
/** The blocks of a modal or of an App Home: a hundred. */
export const viewBlocks = z.array(z.discriminatedUnion('type', everywhere)).max(100).superRefine(checkIds);

type AnyBlock = z.infer<typeof messageBlocks>[number];

/** A block_id is good once in a message or view, an action_id once in a block. */
function checkIds(blocks: readonly AnyBlock[], issues: z.core.$RefinementCtx): void {
  const blockIds = blocks.map((block) => block.block_id);
  for (const index of repeated(blockIds)) {
    issues.addIssue({
      code: 'custom',
      path: [index, 'block_id'],
      message: 'must be unique among the blocks',
    });
  }
  blocks.forEach((block, index) => {
    for (const place of repeated(actionIdsOf(block))) {
      const path = [index, 'elements', place, 'action_id'];
      issues.addIssue({ code: 'custom', path, message: 'must be unique within its block' });
    }
  });
}

function actionIdsOf(block: AnyBlock): (string | undefined)[] {
  return block.type === 'actions' ? block.elements.map((element) => element.action_id) : [];
}

function repeated(ids: readonly (string | undefined)[]): number[] {
  return ids.flatMap((id, index) => (id !== undefined && ids.indexOf(id) < index ? [index] : []));
}
