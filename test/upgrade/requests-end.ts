import { describe, expect, it } from 'vitest';
import { updatePerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { inStore, mailsTo, reaches } from '../kit/flow.ts';
import { enteredAll, inCrm } from '../kit/public-form.ts';
import { press } from '../kit/slack-world.ts';
import { eventually } from '../kit/start-world.ts';
import { patienceMs, patient, type Upgraded } from './upgraded.ts';

const accept = ({ world }: Upgraded, id: string) => world.command({ type: 'accept-request', requestId: id });
const accountsOf = ({ old }: Upgraded, email: string) =>
  old.sandbox.accounts.accounts.filter(({ userName }) => userName === email);

/** Whatever was done of it before and after: each thing once. */
async function grantedOnce(stage: Upgraded, story: string, mails = 1): Promise<void> {
  const { id, email, dealId } = stage.told(story);
  await reaches(stage.world, id, 'accepted', patienceMs);
  expect(accountsOf(stage, email)).toHaveLength(1);
  expect(mailsTo(stage.world, email)).toHaveLength(mails);
  const deals = stage.old.sandbox.pipedrive.deals.filter(({ person_id: person, is_deleted: gone }) => {
    const owner = stage.old.sandbox.pipedrive.persons.find((each) => each.id === person);
    return !gone && owner?.emails.some(({ value }) => value === email);
  });
  expect(deals.map((deal) => deal.id)).toEqual([dealId]);
  const { effects } = await stage.world.request(id);
  expect(effects.filter(({ state }) => state !== 'done' && state !== 'cancelled')).toEqual([]);
}

async function retried(stage: Upgraded, story: string): Promise<void> {
  const { id } = stage.told(story);
  const { effects } = await stage.world.request(id);
  const failed = effects.find(({ state }) => state === 'dead-letter');
  expect(failed?.problem?.title).toBeTruthy();
  expect(await stage.world.command({ type: 'retry-effect', effectId: failed?.id })).toMatchObject({
    outcome: 'advanced',
  });
}

/** Brings a timer's instant into the past, as the days would. */
async function comes(stage: Upgraded, id: string, timer: string): Promise<void> {
  const moved = await inStore(
    stage.world,
    `update timers set due_at = now() - interval '1 hour' where instance_id = $1 and name = $2 returning 1`,
    [id, timer],
  );
  expect(moved).toHaveLength(1);
}

/** Brings every account request of a sample to its end: the right one, and nothing twice. */
export function requestsEnd(stage: Upgraded): void {
  describe('an account request of the release before', () => {
    it('without an address is decided once it has one', patient, async () => {
      const { id, personId = 0 } = stage.told('incomplete');
      const email = 'enfin-une-adresse@mairie-enfin.example.org';
      updatePerson(stage.old.sandbox.standIn, 21, personId, { emails: [{ value: email }] });
      await reaches(stage.world, id, 'pending', patienceMs);
      await accept(stage, id);
      await reaches(stage.world, id, 'accepted', patienceMs);
      expect([accountsOf(stage, email).length, mailsTo(stage.world, email).length]).toEqual([1, 1]);
    });

    it('that waits for a decision is accepted', patient, async () => {
      expect(await accept(stage, stage.told('pending').id)).toMatchObject({ outcome: 'advanced' });
      await grantedOnce(stage, 'pending');
    });

    it('is accepted with the button that Slack has shown since then', patient, async () => {
      await press(stage.world, stage.told('pending-too').id, 'accept-request');
      await grantedOnce(stage, 'pending-too');
    });

    it('that waits for a document takes it, and is accepted', patient, async () => {
      const { id } = stage.told('awaiting-evidence');
      expect(await stage.world.command({ type: 'record-evidence', requestId: id })).toMatchObject({
        outcome: 'advanced',
        view: { step: 'pending' },
      });
      await accept(stage, id);
      await grantedOnce(stage, 'awaiting-evidence', 2);
    });

    it('that waits for a document in vain is reminded of, and comes back', patient, async () => {
      const { id, email } = stage.told('awaiting-in-vain');
      await comes(stage, id, 'evidence-reminder');
      await eventually(() => mailsTo(stage.world, email).length === 2, patienceMs);
      await comes(stage, id, 'evidence-expiry');
      const { warnings } = await reaches(stage.world, id, 'pending', patienceMs);
      expect(warnings).toContain('Jamais reçu : Statuts de l’association.');
      expect(mailsTo(stage.world, email)).toHaveLength(2);
    });

    it.each(['accepting-held', 'accepting-tried'])('goes on by itself (%s)', patient, (story) =>
      grantedOnce(stage, story),
    );

    it.each(['accepting-lost', 'accepting-unmailed'])(
      'is retried by a click (%s)',
      patient,
      async (story) => {
        await retried(stage, story);
        await grantedOnce(stage, story);
      },
    );

    it('that is being refused is refused', patient, async () => {
      await retried(stage, 'refusing-unmailed');
      for (const story of ['refusing-held', 'refusing-unmailed']) {
        const { id, email } = stage.told(story);
        await reaches(stage.world, id, 'refused', patienceMs);
        expect([accountsOf(stage, email).length, mailsTo(stage.world, email).length]).toEqual([0, 1]);
      }
    });

    it('that was refused is reconsidered, and accepted', patient, async () => {
      const { id } = stage.told('refused');
      await stage.world.command({ type: 'reconsider-request', requestId: id });
      await reaches(stage.world, id, 'pending', patienceMs);
      await accept(stage, id);
      await grantedOnce(stage, 'refused', 2);
    });

    it('that came to its end stays there', patient, async () => {
      const [accepted, refused, withdrawn] = [
        stage.told('accepted'),
        stage.told('refused-for-good'),
        stage.told('withdrawn'),
      ];
      expect((await stage.world.request(accepted.id)).step).toBe('accepted');
      expect(accountsOf(stage, accepted.email)).toHaveLength(1);
      expect(mailsTo(stage.world, accepted.email)).toHaveLength(1);
      expect((await stage.world.request(refused.id)).step).toBe('refused');
      expect(mailsTo(stage.world, refused.email)).toHaveLength(1);
      expect((await stage.world.request(withdrawn.id)).step).toBe('withdrawn');
      expect(mailsTo(stage.world, withdrawn.email)).toEqual([]);
    });
  });
}

/** Everything that was sent by the public form is entered, once. */
export function submissionsEnd(stage: Upgraded): void {
  describe('a submission of the release before', () => {
    it.each(['received', 'entering', 'entered'])('is entered once (%s)', patient, async (story) => {
      const { email } = stage.told(story);
      await enteredAll(stage.world, patienceMs);
      const { persons, deals, notes } = inCrm(stage.world, email);
      expect([persons.length, deals.length, notes.length]).toEqual([1, 1, 1]);
      const found = await eventually(async () => {
        const { items } = await stage.world.list(`?q=${encodeURIComponent(email)}`);
        return items.length > 0 && items;
      });
      expect(found).toHaveLength(1);
    });
  });
}
