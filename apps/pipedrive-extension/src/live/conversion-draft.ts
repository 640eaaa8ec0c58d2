import type { ConversionCommand } from '#core/contract/conversion-commands.ts';

type WithoutId<Each> = Each extends ConversionCommand ? Omit<Each, 'commandId'> : never;

/** What a click asks for of a conversion, before it has its id. */
export type ConversionDraft = WithoutId<ConversionCommand>;
