import { timingSafeEqual } from 'node:crypto';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { AuthorizationServer } from './authorization-server.ts';
import { OauthError } from './oauth-error.ts';
import type { AppCredentials } from './uninstall.ts';

const credentials = z.object({ client_id: z.string(), client_secret: z.string() });
const tokenRequest = z.discriminatedUnion('grant_type', [
  z.object({ grant_type: z.literal('authorization_code'), code: z.string(), redirect_uri: z.string() }),
  z.object({ grant_type: z.literal('refresh_token'), refresh_token: z.string() }),
]);

/** The doors for programs: POST /oauth/token and /oauth/revoke, bodies as forms (pipedrive.md 1.1). */
export function createTokenRouter(server: AuthorizationServer, app: AppCredentials): Router {
  const router = Router();
  const doors = [express.urlencoded({ extended: false, limit: '20kb' }), noStore, requireApp(app)];
  router.post('/token', doors, ((req, res) => {
    const { companyId, ...answer } = tokens(server, req.body);
    res.locals.companyId = companyId;
    res.json(answer);
  }) satisfies RequestHandler);
  router.post('/revoke', doors, ((req, res) => {
    const parsed = z.object({ token: z.string() }).safeParse(req.body);
    if (!parsed.success) throw new OauthError(400, 'invalid_request', 'token is missing');
    // RFC 7009: a token nobody knows is as good as revoked.
    server.revoke(parsed.data.token);
    res.status(200).end();
  }) satisfies RequestHandler);
  router.use(answerOauthError(server));
  return router;
}

function tokens(server: AuthorizationServer, body: unknown) {
  const parsed = tokenRequest.safeParse(body);
  if (!parsed.success) {
    const known = z.object({ grant_type: z.enum(['authorization_code', 'refresh_token']) }).safeParse(body);
    const error = known.success ? 'invalid_request' : 'unsupported_grant_type';
    throw new OauthError(400, error, z.prettifyError(parsed.error));
  }
  const asked = parsed.data;
  if (asked.grant_type === 'refresh_token') return server.refresh(asked.refresh_token);
  return server.exchange(asked.code, asked.redirect_uri);
}

const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

/** Basic, or the same in the body: works with the vendor, and is discouraged there. */
function requireApp(app: AppCredentials): RequestHandler {
  return (req, _res, next) => {
    const sent = basicOf(req) ?? credentials.safeParse(req.body).data;
    const good = sent && equal(sent.client_id, app.clientId) && equal(sent.client_secret, app.clientSecret);
    if (!good) throw new OauthError(401, 'invalid_client', 'Unknown client or wrong secret.');
    next();
  };
}

function basicOf(req: Request): z.infer<typeof credentials> | undefined {
  const encoded = /^Basic (.+)$/i.exec(req.get('authorization') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { client_id: id, client_secret: secret.join(':') };
}

function equal(sent: string, expected: string): boolean {
  const [one, other] = [Buffer.from(sent), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function answerOauthError({ memory }: AuthorizationServer): ErrorRequestHandler {
  return (error, _req, res, next) => {
    if (!(error instanceof OauthError)) return next(error);
    memory.counts.refused += 1;
    res.status(error.status).json({ success: false, error: error.error, message: error.message });
  };
}
