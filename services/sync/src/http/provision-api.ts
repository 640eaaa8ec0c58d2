import express, { type Router } from 'express';
import type { ProvisionView } from '#core/contract/provision-view.ts';
import { applyProvision } from '../provision/apply-provision.ts';
import { outcomeView, type ProvisionOutcome, plannedAll } from '../provision/outcome.ts';
import { type ProvisionTarget, readPlan } from '../provision/read-plan.ts';
import { type CallerOf, type ConfiguringCaller, mustConfigure } from './configuring-caller.ts';
import { orOutsideProblem } from './outside-problem.ts';
import { HttpProblem } from './problems.ts';

/** What the doors of the provisioning need. */
export interface ProvisionApiOptions {
  callerOf: CallerOf;
  /** @throws when the company is not served */
  targetOf(companyId: string): ProvisionTarget;
  /** Lets the service know what is there now. */
  applied(companyId: string): Promise<void>;
  /** One node at a time; undefined when another one is at it. */
  alone<Answer>(companyId: string, work: () => Promise<Answer>): Promise<Answer | undefined>;
  /** With SHADOW=on nothing is written outside. */
  isShadow: boolean;
}

/** `/api/provision`: what is needed in the CRM and what of it is there; administrators have it made. */
export function provisionApi(options: ProvisionApiOptions): Router {
  const { callerOf, targetOf, isShadow } = options;
  const router = express.Router();
  const view = (outcomes: readonly ProvisionOutcome[], caller: ConfiguringCaller): ProvisionView => ({
    items: outcomes.map((outcome) => outcomeView(outcome, caller.language)),
    mayApply: caller.mayConfigure && !isShadow,
  });
  router.get('/', async (request, response) => {
    const caller = callerOf(request);
    const plan = await orOutsideProblem(readPlan(targetOf(caller.company.id)));
    response.json(view(plannedAll(plan), caller));
  });
  router.post('/', async (request, response) => {
    const caller = callerOf(request);
    mustConfigure(caller);
    if (isShadow) throw inShadow();
    response.json(view(await apply(options, caller.company.id), caller));
  });
  return router;
}

async function apply({ targetOf, applied, alone }: ProvisionApiOptions, companyId: string) {
  const outcomes = await alone(companyId, () => orOutsideProblem(applyProvision(targetOf(companyId))));
  if (!outcomes) throw alreadyRunning();
  // What was made is made, whether or not we could read it again at once.
  await applied(companyId).catch(() => undefined);
  return outcomes;
}

function inShadow(): HttpProblem {
  return new HttpProblem(
    403,
    { fr: 'Installation en mode ombre', en: 'Installation in shadow mode' },
    {
      fr: 'Avec SHADOW=on, rien n’est écrit dans Pipedrive. Retirez SHADOW, redémarrez, puis relancez.',
      en: 'With SHADOW=on nothing is written to Pipedrive. Remove SHADOW, restart, then try again.',
    },
  );
}

function alreadyRunning(): HttpProblem {
  return new HttpProblem(
    409,
    { fr: 'Mise en place déjà en cours', en: 'Provisioning already under way' },
    {
      fr: 'Quelqu’un l’a lancée il y a un instant. Rechargez dans une minute pour voir le résultat.',
      en: 'Somebody started it a moment ago. Reload in a minute to see the result.',
    },
  );
}
