import type { RequestPage } from '#core/contract/request-view.ts';

/** A page of the list; `total` counts the requests of all its pages, where the service counts them. */
export type ShownPage = RequestPage & { total?: number };
