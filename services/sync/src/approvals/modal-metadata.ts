import * as z from 'zod';
import { type ActingOptions, openedValue } from './acting.ts';
import type { ButtonValue } from './button-value.ts';

const Metadata = z.object({ value: z.string().optional() });

/** What a modal carries: the value of the button that opened it, signed; a modal does not know its message. */
export function modalMetadata(value?: string): string {
  return JSON.stringify(value === undefined ? {} : { value });
}

/** The request a modal is about; undefined when it is about none, or was altered. */
export function valueOfModal(
  options: Pick<ActingOptions, 'buttonKeys'>,
  metadata: string | null | undefined,
): ButtonValue | undefined {
  try {
    return openedValue(options, Metadata.parse(JSON.parse(metadata ?? '')).value);
  } catch {
    return undefined;
  }
}
