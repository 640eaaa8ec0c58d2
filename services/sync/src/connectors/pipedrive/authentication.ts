import { AsyncLocalStorage } from 'node:async_hooks';
import type { AxiosInstance } from 'axios';
import { OutsideError } from '../errors.ts';

/** How we prove to Pipedrive who we are (pipedrive.md 1.2): one company's API token, or the tokens of an installation. */
export type PipedriveAuth = { apiToken: string } | BearerAuth;

export interface BearerAuth {
  /**
   * Gives the access token for a call; whatever it throws comes out of the call as it is.
   *
   * @param refused the token Pipedrive has just refused: give another one
   */
  bearer(refused?: string): Promise<string>;
}

export interface Authentication {
  /**
   * Makes one call with our proof. When Pipedrive refuses a bearer token (401), a new one is asked for and the call
   * is made once more: tokens also die before their time (pipedrive.md 1.5).
   *
   * @param call sends through the `http` this was made for
   */
  signedIn<T>(call: () => Promise<T>): Promise<T>;
}

/** Makes all calls of `http` bear our proof. Tokens are never part of an error or a log line. */
export function createAuthentication(auth: PipedriveAuth, http: AxiosInstance): Authentication {
  if ('apiToken' in auth) {
    http.defaults.headers.common['x-api-token'] = auth.apiToken;
    return { signedIn: (call) => call() };
  }
  const tokens = new AsyncLocalStorage<string>();
  http.interceptors.request.use((config) => {
    const token = tokens.getStore();
    if (token !== undefined) config.headers.set('Authorization', `Bearer ${token}`);
    return config;
  });
  return {
    async signedIn(call) {
      const token = await auth.bearer();
      try {
        return await tokens.run(token, call);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        return await tokens.run(await auth.bearer(token), call);
      }
    },
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof OutsideError && error.failure.status === 401;
}
