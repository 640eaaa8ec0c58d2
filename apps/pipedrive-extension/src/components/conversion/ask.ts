import type { ConversionPreview, ConversionView } from '#core/contract/conversion-view.ts';
import type { ConversionDraft } from '../../live/conversion-draft.ts';
import type { Answer } from '../../service/answer.ts';

type WithoutConversion<Each> = Each extends ConversionDraft ? Omit<Each, 'conversionId'> : never;

/** What is asked for, before it is said of which conversion. */
export type Ask = WithoutConversion<ConversionDraft>;
export type AskType = Ask['type'];

export type Channel = keyof ConversionView['contacts']['byChannel'];
export type Path = NonNullable<ConversionView['path']>;

export type Foresee = (ask: Ask, signal: AbortSignal) => Promise<Answer<ConversionPreview>>;

/** What every part of the card needs that asks for something. */
export interface Asking {
  send(ask: Ask): Promise<boolean>;
  /** What something would come to; must keep its identity. */
  foresee: Foresee;
  /** What is on its way; null when nothing is. */
  pending: Ask | null;
}
