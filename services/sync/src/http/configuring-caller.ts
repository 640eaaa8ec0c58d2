import type { Request } from 'express';
import type { Caller } from './authenticate-surface.ts';
import { HttpProblem } from './problems.ts';

/** Who calls a door of the configuration; `mayConfigure` is for administrators of the CRM. */
export type ConfiguringCaller = Pick<Caller, 'company' | 'staff' | 'language'> & { mayConfigure: boolean };

/** The caller behind a bearer token. */
export type CallerOf = (request: Request) => ConfiguringCaller;

/** @throws HttpProblem 403 when the caller may look but not change */
export function mustConfigure(caller: ConfiguringCaller): void {
  if (caller.mayConfigure) return;
  throw new HttpProblem(
    403,
    { fr: 'Réservé aux administrateurs Pipedrive', en: 'For Pipedrive administrators only' },
    {
      fr: 'Demandez à un administrateur de votre entreprise dans Pipedrive de le faire.',
      en: 'Ask an administrator of your company in Pipedrive to do it.',
    },
  );
}
