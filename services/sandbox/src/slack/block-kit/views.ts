import { z } from 'zod';
import { viewBlocks } from './blocks.ts';
import { plainText } from './texts.ts';

const common = {
  blocks: viewBlocks,
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

const label = plainText(24);

/** What views.open, views.push and views.update take. */
export const modal = z
  .strictObject({
    type: z.literal('modal'),
    ...common,
    title: label,
    submit: label.optional(),
    close: label.optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  })
  .refine(
    ({ submit, blocks }) => submit !== undefined || !blocks.some((block) => block.type === 'input'),
    'submit is required when an input is in blocks',
  );

/** What views.publish takes. */
export const home = z.strictObject({ type: z.literal('home'), ...common });

export type ViewInput = z.infer<typeof modal> | z.infer<typeof home>;
/** In bytes of JSON: `view_too_large` beyond (slack.md 11). */
export const maxViewBytes = 250_000;
