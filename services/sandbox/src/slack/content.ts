import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { messageBlocks } from './block-kit/blocks.ts';
import { complaintsOf } from './block-kit/complaints.ts';
import { withIds } from './block-kit/fill-ids.ts';
import { pingsOf } from './pings.ts';
import type { Metadata } from './records.ts';
import { complaining, SlackError } from './slack-error.ts';

export type Content = { text: string; blocks: KnownBlock[]; pings: string[] };

/** Our own guess: Slack names the error `metadata_too_large`, not the size. */
const maxMetadataLength = 8_000;

/** Reads an argument that may come as JSON in a form (slack.md 12). @throws SlackError with this code */
export function jsonOf(value: unknown, code: string): unknown {
  if (typeof value !== 'string') return value;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackError(code);
  }
}

/**
 * Text and blocks of a message, checked.
 * @param maxText of the top-level text: 40,000 for a post, 4,000 for an update
 * @throws SlackError no_text, msg_too_long, invalid_blocks_format, invalid_blocks
 */
export function readContent(args: Record<string, unknown>, maxText: number): Content {
  const text = typeof args.text === 'string' ? args.text : '';
  const given = jsonOf(args.blocks, 'invalid_blocks_format');
  if (given !== undefined && given !== null && !Array.isArray(given))
    throw new SlackError('invalid_blocks_format');
  const blocks = checkedBlocks(given ?? []);
  if (text === '' && blocks.length === 0) throw new SlackError('no_text');
  if (text.length > maxText) throw new SlackError('msg_too_long');
  const readsBare = args.parse === 'full' || isTrue(args.link_names);
  return { text, blocks, pings: pingsOf(text, blocks, readsBare) };
}

function checkedBlocks(given: unknown): KnownBlock[] {
  const parsed = messageBlocks.safeParse(given);
  if (!parsed.success) throw complaining('invalid_blocks', complaintsOf(parsed.error, '/blocks'));
  return withIds(parsed.data);
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const metadataShape = z.object({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.union([scalar, z.array(scalar), z.record(z.string(), scalar)])),
});

/** Metadata of a message: undefined = not told, null = cleared by `{}` (slack.md 10). */
export function readMetadata(given: unknown): Metadata | null | undefined {
  const value = jsonOf(given, 'invalid_metadata_format');
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object' && Object.keys(value).length === 0) return null;
  const parsed = metadataShape.safeParse(value);
  if (!parsed.success) throw complaining('invalid_metadata_schema', complaintsOf(parsed.error, '/metadata'));
  if (JSON.stringify(parsed.data).length > maxMetadataLength) throw new SlackError('metadata_too_large');
  return parsed.data;
}

/** A flag as forms and JSON write it. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === '1' || value === 1;
}
