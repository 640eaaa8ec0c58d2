import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { createPerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { sandboxSecrets } from '../../services/sandbox/src/secrets.ts';
import { quiet, type Submitted, submitted } from './flow.ts';
import {
  aBrowser,
  type Browser,
  begin,
  type CallAsOptions,
  callAs,
  consent,
  enteredInNew,
  newAdmin,
  newCompany,
  newSettings,
  requestInNew,
  saveSettings,
  type Who,
  webhooksInNew,
} from './installing.ts';
import { withLogLines } from './log-lines.ts';
import { startWorld, type World } from './start-world.ts';

/** Decides in the first company, and works in the other one too, without any right. */
export const colleague: Who = { companyId: sandboxSecrets.companyId, userId: 21 };
/** The same person at work in the new company. */
export const stranger: Who = { ...newAdmin, userId: colleague.userId };
export const theirEmail = 'secretariat@premiere.example.org';
export const ourEmail = 'accueil@nouvelle.example.org';
export const theirName = 'Camille Première';
export const ourName = 'Dominique Nouvelle';

/** Two companies on one service, each with a request: their persons have the same id. */
export interface TwoCompanies {
  world: World;
  /** In which the new company was installed. */
  browser: Browser;
  /** What the service logged. */
  lines: string[];
  /** The request of the first company, and what else it has. */
  theirs: Submitted;
  theirSubmission: string;
  theirView: string;
  /** The request of the new one. */
  ours: { personId: number; dealId: number; requestId: string };
}

/**
 * The two companies for all tests of a file, which may look into them once they run, and a call of a door as somebody
 * of either.
 */
export function withTwoCompanies() {
  const two = {} as TwoCompanies;
  beforeAll(async () => {
    Object.assign(two, await startTwoCompanies());
  });
  afterAll(() => two.world.stop());
  const as = (who: Who, path: string, options?: CallAsOptions) => callAs(two.world, who, path, options);
  return { two, as };
}

async function startTwoCompanies(): Promise<TwoCompanies> {
  const lines: string[] = [];
  const browser = aBrowser();
  const world = await startWorld();
  await withLogLines(world, lines);
  await quiet(world);
  Object.assign(newCompany(world).memory.limits, { burst: 100_000, searchBurst: 100_000 });
  await browser.open(await consent(browser, await begin(world, browser)));
  await webhooksInNew(world);
  const refusalReasons = [{ key: 'only-here', label: { fr: 'Seulement ici', en: 'Only here' } }];
  await saveSettings(world, { ...newSettings, refusalReasons });
  const theirs = await submitted(world, { name: theirName, email: theirEmail });
  const made = await sameIdInNew(world, theirs.personId);
  const { id: requestId } = await requestInNew(world, made.dealId, 'pending', 15_000);
  const ours = { ...made, requestId };
  const entered = { type: 'enter-request', commandId: randomUUID(), name: 'Au téléphone', source: 'phone' };
  const answer = await callAs(world, colleague, '/api/commands', {
    body: { ...entered, emailUnknown: true },
  });
  const theirSubmission = String(answer.body.submissionId);
  const query = { steps: [], q: 'secret', sort: 'name', direction: 'asc' };
  const view = await callAs(world, colleague, '/api/views', {
    body: { name: 'Vue d’équipe', query, shared: true },
  });
  const theirView = String(view.body.id);
  return { world, browser, lines, theirs, theirSubmission, theirView, ours };
}

/** A person of the robot owner in the new company, under the id a person of the first one has. */
function sameIdInNew(world: World, personId: number) {
  const company = newCompany(world);
  for (let id = 0; id < personId - 1; )
    id = createPerson(company, newAdmin.userId, { name: 'Remplissage', emails: [] }).id;
  return enteredInNew(world, ourEmail, ourName);
}
