import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { accountEmails } from '../../services/sandbox/src/accounts/account.ts';
import { takeTour, tourRequester } from '../kit/first-request-tour.ts';
import { newCompany } from '../kit/installing.ts';
import { personAtWork, personMs } from '../kit/person-at-work.ts';
import { keepPicture } from '../kit/pictures.ts';
import { type Stage, startStage, timed } from '../kit/stage.ts';

const machineMsMax = 60_000;
const personMsMax = 10 * 60_000;

let stage: Stage;
beforeAll(async () => {
  // As `npm start` makes one: without it the doctor has something to say.
  const ENCRYPTION_KEY = Buffer.alloc(32, 'tour').toString('base64');
  stage = await startStage({ environment: { ENCRYPTION_KEY } });
});
afterAll(() => stage.close());
afterEach(async () => {
  expect(await stage.closeWindows()).toEqual([]);
});

/** Where a deal of the new company stands, by the names of its pipeline and its stage. */
function placeOf(deal: { pipeline_id: number; stage_id: number }): string {
  const { pipelines, stages } = newCompany(stage.world).memory;
  const pipeline = pipelines.find(({ id }) => id === deal.pipeline_id)?.name;
  return `${pipeline} › ${stages.find(({ id }) => id === deal.stage_id)?.name}`;
}

it('leads an empty company to its first accepted request within ten minutes of a person', {
  timeout: 120_000,
}, async () => {
  const { sandbox } = stage.world;
  const person = personAtWork();
  const machineMs = await timed(async () => takeTour(await stage.open('/'), person, keepPicture));

  const emails = sandbox.accounts.accounts.flatMap((account) => accountEmails(account));
  expect(emails).toEqual([tourRequester.email]);
  expect(sandbox.mailbox.mails.map(({ to }) => to)).toEqual([[tourRequester.email]]);
  const { deals, users } = newCompany(stage.world).memory;
  expect(deals.map(placeOf)).toEqual(['Suspects › Compte créé']);
  expect(users.find(({ id }) => id === deals[0]?.owner_id)?.name).toBe('Direction');

  // As the README tells.
  expect(person.effort).toMatchObject({ clicks: 14, fields: 5 });
  expect(machineMs).toBeLessThan(machineMsMax);
  expect(personMs(person.effort) + machineMs).toBeLessThan(personMsMax);
});
