import { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { type Account, accountExtension, accountState } from './account.ts';
import type { Directory } from './directory.ts';
import { resourceTypes, schemas, serviceProviderConfig } from './discovery.ts';
import { parseFilter, passesFilter } from './filter.ts';
import { applyPatch, parsePatch } from './patch.ts';
import { accountVersion, listResponse, userLocation, userResource } from './resource.ts';
import { ScimError, scimErrorBody } from './scim-error.ts';
import { parseUser } from './user-input.ts';

export type ScimOptions = { directory: Directory; token: string; url: () => string };

const defaultCount = 100;
const maxCount = 200;

/** The directory as a SCIM 2.0 service (RFC 7644), to be mounted at /scim/v2. Bodies arrive parsed. */
export function createScimRouter(options: ScimOptions): Router {
  const { directory, token, url } = options;
  const router = Router();
  router.use((req, _res, next) => {
    if (req.get('authorization') !== `Bearer ${token}`) {
      throw new ScimError(401, 'Send the token of the directory as Authorization: Bearer.');
    }
    next();
  });
  addDiscovery(router, url);
  addReading(router, options);
  router.post('/Users', (req, res) => {
    const account = directory.create(parseUser(req.body));
    res.location(userLocation(account, url()));
    sendUser(res, account, options, 201);
  });
  router.put('/Users/:id', (req, res) => {
    checkVersion(req, directory.get(req.params.id));
    sendUser(res, directory.update(req.params.id, parseUser(req.body)), options);
  });
  router.patch('/Users/:id', (req, res) => {
    const account = directory.get(req.params.id);
    checkVersion(req, account);
    sendUser(res, patchAccount(account, req.body, options), options);
  });
  router.delete('/Users/:id', (req, res) => {
    checkVersion(req, directory.get(req.params.id));
    directory.remove(req.params.id);
    res.status(204).end();
  });
  router.use((req) => {
    throw new ScimError(404, `There is nothing at ${req.originalUrl}.`);
  });
  router.use(answerScimError);
  return router;
}

function addDiscovery(router: Router, url: () => string): void {
  router.get('/ServiceProviderConfig', (_req, res) => send(res, 200, serviceProviderConfig(url())));
  for (const [path, list] of [
    ['/ResourceTypes', resourceTypes],
    ['/Schemas', schemas],
  ] as const) {
    router.get(path, (_req, res) => {
      const all = list(url());
      send(res, 200, listResponse(all, all.length, 1));
    });
    router.get(`${path}/:id`, (req, res) => {
      const one = list(url()).find((resource) => resource.id === req.params.id);
      if (!one) throw new ScimError(404, `There is no "${req.params.id}".`);
      send(res, 200, one);
    });
  }
}

function addReading(router: Router, options: ScimOptions): void {
  const { directory, url } = options;
  router.get('/Users', (req, res) => {
    const { filter } = req.query;
    const clauses = filter === undefined ? [] : parseFilter(String(filter));
    const now = directory.now();
    const found = directory.memory.accounts.filter((account) => passesFilter(account, clauses, now));
    const startIndex = Math.max(1, wholeNumber(req.query.startIndex, 1));
    const count = Math.min(maxCount, Math.max(0, wholeNumber(req.query.count, defaultCount)));
    const page = found.slice(startIndex - 1, startIndex - 1 + count);
    const resources = page.map((account) => userResource(account, url(), now));
    send(res, 200, listResponse(resources, found.length, startIndex));
  });
  router.get('/Users/:id', (req, res) => {
    const account = directory.get(req.params.id);
    if (req.get('if-none-match') === accountVersion(account)) {
      res.status(304).end();
      return;
    }
    sendUser(res, account, options);
  });
}

function patchAccount(account: Account, body: unknown, { directory, url }: ScimOptions): Account {
  const before = userResource(account, url(), directory.now());
  const after = applyPatch(before, parsePatch(body));
  const wantsInvitation = asksForInvitation(before[accountExtension], after[accountExtension]);
  const state = accountState(account, directory.now());
  if (wantsInvitation && state !== 'invited' && state !== 'expired') {
    throw new ScimError(400, `The account is ${state}: it cannot be invited again.`, 'mutability');
  }
  const updated = directory.update(account.id, parseUser(after));
  return wantsInvitation ? directory.renewInvitation(account.id) : updated;
}

/** Writing `state: invited` makes a new activation link; every other member of the extension is read-only. */
function asksForInvitation(before: unknown, after: unknown): boolean {
  if (typeof before !== 'object' || typeof after !== 'object' || !before || !after) return false;
  const old = Object.entries(before);
  const changed = Object.entries(after).filter(
    ([name, value]) => !old.some(([n, v]) => n === name && v === value),
  );
  const forbidden = changed.find(([name, value]) => name !== 'state' || value !== 'invited');
  if (forbidden) throw new ScimError(400, `"${forbidden[0]}" cannot be set to this value.`, 'mutability');
  return changed.length > 0;
}

/** A change that was prepared on an older version is refused (RFC 7644 3.14). */
function checkVersion(req: Request, account: Account): void {
  const wanted = req.get('if-match');
  if (wanted && wanted !== '*' && wanted !== accountVersion(account)) {
    throw new ScimError(412, `The account has changed: it is at version ${accountVersion(account)}.`);
  }
}

function wholeNumber(value: unknown, fallback: number): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number))
    throw new ScimError(400, `"${value}" is not a whole number.`, 'invalidValue');
  return number;
}

function sendUser(res: Response, account: Account, options: ScimOptions, status = 200): void {
  res.set('ETag', accountVersion(account));
  send(res, status, userResource(account, options.url(), options.directory.now()));
}

function send(res: Response, status: number, body: unknown): void {
  res.status(status).type('application/scim+json').send(JSON.stringify(body));
}

const answerScimError: ErrorRequestHandler = (error, _req, res, _next) => {
  if (error instanceof ScimError) {
    if (error.status === 401) res.set('WWW-Authenticate', 'Bearer realm="sandbox"');
    return send(res, error.status, scimErrorBody(error.status, error.message, error.scimType));
  }
  send(res, 500, scimErrorBody(500, 'The sandbox itself failed.'));
};
