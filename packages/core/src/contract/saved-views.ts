import * as z from 'zod';
import { plainText } from './command-fields.ts';

/** By what the list of requests can be sorted. */
export const RequestSort = z.enum(['submittedAt', 'name', 'organization', 'step', 'decidedAt']);
export type RequestSort = z.infer<typeof RequestSort>;

export const SortDirection = z.enum(['asc', 'desc']);
export type SortDirection = z.infer<typeof SortDirection>;

/** What a view of the list shows, as in the query of `GET /api/requests`. */
export const ViewQuery = z.object({
  /** Steps of requests; none = every step. */
  steps: z.array(plainText.min(1).max(50)).max(20),
  q: plainText.max(200),
  sort: RequestSort,
  direction: SortDirection,
  source: plainText.max(100).optional(),
  /** Pipedrive id of who holds the person. */
  owner: z.int().positive().optional(),
});
export type ViewQuery = z.infer<typeof ViewQuery>;

/** Body of `POST /api/views`. */
export const SaveView = z.object({
  name: plainText.trim().min(1).max(100),
  query: ViewQuery,
  /** Whether the whole team sees it. */
  shared: z.boolean(),
});
export type SaveView = z.infer<typeof SaveView>;

/** A view of the list under a name. */
export interface SavedView {
  id: string;
  name: string;
  query: ViewQuery;
  shared: boolean;
  /** Whether the reader saved it, and so may remove it. */
  mine: boolean;
}

/** `GET /api/views`: the reader's own, then the team's. */
export interface SavedViews {
  items: SavedView[];
}
