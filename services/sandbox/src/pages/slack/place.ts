import type { Reader } from './reader.ts';

/** Where blocks are drawn: who reads them, and what makes their ids unique on the page. */
export type Place = { reader: Reader; prefix: string };

/** One element's place: its block, and what it is called when nothing on the page labels it. */
export type ElementPlace = Place & {
  blockId: string;
  /** Whether a change is told to the app at once; elements of input blocks wait for the submission. */
  sends: boolean;
  /** Ids of the label and of the hint of an input block. */
  labelledBy?: string;
  describedBy?: string;
};

/** An id for an element of a block, good for HTML. */
export function idOf({ prefix, blockId }: ElementPlace, actionId: string | undefined): string {
  return `${prefix}-${blockId}-${actionId ?? ''}`.replace(/[^\w-]/g, '_');
}
