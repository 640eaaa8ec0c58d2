import type { Request, Response } from 'express';
import type { HelpscoutContext } from '../helpscout-context.ts';
import { apiPath } from '../views/links.ts';
import { HelpscoutError } from './helpscout-error.ts';

/** Answers as HAL does. */
export function sendHal(res: Response, body: unknown): void {
  res.type('application/hal+json').send(JSON.stringify(body));
}

/** 201 without a body: the id and the address of what was made stand in headers (helpscout.md 2.1). */
export function sendCreated(res: Response, context: HelpscoutContext, path: string, id: number): void {
  res
    .set({ 'Resource-ID': String(id), Location: `${context.url()}${apiPath}${path}` })
    .status(201)
    .end();
}

/** A page of a list; `_embedded` is absent when it is empty, and a `next` may stand on the last page. */
export function sendPage(
  req: Request,
  res: Response,
  context: HelpscoutContext,
  { name, all }: { name: string; all: readonly unknown[] },
): void {
  const { pageSize: size, hasBogusNext } = context.memory.settings;
  const number = pageAsked(req);
  const totalPages = Math.ceil(all.length / size);
  const items = all.slice((number - 1) * size, number * size);
  const at = (page: number) => ({ href: addressOf(req, context, page) });
  const hasNext = number < totalPages || hasBogusNext;
  sendHal(res, {
    ...(items.length > 0 ? { _embedded: { [name]: items } } : {}),
    _links: {
      self: at(number),
      first: at(1),
      ...(number > 1 ? { prev: at(number - 1) } : {}),
      ...(hasNext ? { next: at(number + 1) } : {}),
      last: at(Math.max(1, totalPages)),
      page: { href: `${context.url()}${req.originalUrl.split('?')[0]}{?page}`, templated: true },
    },
    page: { size, totalElements: all.length, totalPages, number },
  });
}

function pageAsked({ query }: Request): number {
  if (query.page === undefined) return 1;
  const page = Number(query.page);
  if (!Number.isInteger(page) || page < 1)
    throw HelpscoutError.invalid('page', 'must be greater than 0', query.page);
  return page;
}

function addressOf(req: Request, { url }: HelpscoutContext, page: number): string {
  const address = new URL(req.originalUrl, url());
  address.searchParams.set('page', String(page));
  return address.href;
}
