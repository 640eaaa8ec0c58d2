import { describe, expect, it } from 'vitest';
import type { NewSuspect } from '#core/conversion-events.ts';
import { completenessOf } from '#core/processes/customer-conversion/completeness.ts';
import { nextStepOf } from '#core/processes/customer-conversion/next-step.ts';
import { customerConversion } from '#core/processes/customer-conversion/process.ts';
import { anAccount, anActivity, aVersion, ids, seller } from '../../../kit/conversion-samples.ts';
import { aStory, aSuspectStory } from '../../../kit/conversion-story.ts';

const entered: NewSuspect = {
  organization: { id: null, name: 'Mairie d’Exemple' },
  person: { id: null, name: 'Camille Exemple', email: 'Camille@Mairie.example.org', phone: '+33100000000' },
  siren: '217500016',
  channel: 'event',
  ownerId: ids.owner,
};
const account = { requestId: 'request-1', account: anAccount() };
const refusedMail = {
  failed: { cause: 'vendor', title: { fr: 'Refusé', en: 'Refused' }, detail: { fr: 'Non.', en: 'No.' } },
};

describe('a suspect', () => {
  it('DS-01 is somebody without an account: moving the deal to “Compte créé” by hand makes none', () => {
    const story = aSuspectStory();
    const moved = story.deal({ stageId: ids.accountCreated });
    expect(moved.reason?.key).toBe('stage-without-account');
    expect(story.run.state).toMatchObject({ step: 'identified', account: null });
  });

  it('DS-01 stops being one when an account is seen, whatever the stage of the deal says', () => {
    const story = aSuspectStory();
    expect(story.deal({}, { account }).reason?.key).toBe('account-found');
    expect(story.run.state).toMatchObject({ step: 'account-created', account: { id: 'account-1' } });
  });

  it('DS-02 entered by a colleague becomes a deal with a person in “Potentiels identifiés”', () => {
    const story = aStory();
    story.tell({ type: 'suspect-requested', by: seller, suspect: entered });
    story.settle();
    expect(story.doneOf('ensure-suspect')).toEqual([
      {
        kind: 'ensure-suspect',
        organization: { id: null, name: 'Mairie d’Exemple' },
        person: {
          id: null,
          name: 'Camille Exemple',
          email: 'camille@mairie.example.org',
          phone: '+33100000000',
        },
        title: 'Mairie d’Exemple',
        ...{ ownerId: ids.owner, pipelineId: ids.suspects, stageId: ids.identified },
      },
    ]);
    expect(story.run.state).toMatchObject({
      ...{ step: 'identified', dealId: 500, channel: 'event', siren: '217500016', startedBy: seller },
      ...{ person: { id: 700 }, organization: { id: 800 } },
    });
    const { links } = customerConversion.describe(story.run.state);
    expect(links).toContainEqual({ kind: 'conversion-deal', value: '500' });
    expect(links).toContainEqual({ kind: 'conversion-email', value: 'camille@mairie.example.org' });
  });

  it('DS-02 the deal of our own making is no news, seen before our call has its answer or after it', () => {
    const early = aStory();
    early.tell({ type: 'suspect-requested', by: seller, suspect: entered });
    early.deal();
    early.settle();
    const late = aStory();
    late.tell({ type: 'suspect-requested', by: seller, suspect: entered });
    late.settle();
    late.deal();
    for (const { run } of [early, late]) {
      expect(run.state).toMatchObject({ step: 'identified', dealId: 500, channel: 'event' });
      expect(run.effects).toHaveLength(1);
    }
  });

  it('DS-02 is refused with a word to an administrator where the CRM has no such stage', () => {
    const story = aStory({ settings: { stages: { identified: 'Inconnue' } } });
    const { outcome, reason } = story.tell({ type: 'suspect-requested', by: seller, suspect: entered });
    expect(outcome).toBe('refused');
    expect(reason).toEqual({ key: 'place-unknown', values: { name: 'Inconnue' } });
    expect(story.run.isFollowed).toBe(false);
  });

  it('DS-02 what is promised before the deal exists gets its activity once it does', () => {
    const story = aStory();
    story.tell({ type: 'suspect-requested', by: seller, suspect: entered });
    story.ask({ type: 'book-presentation', day: '2026-11-24' });
    story.settle();
    expect(story.doneOf('ensure-promise-activity')).toMatchObject([{ dealId: 500, dueOn: '2026-11-24' }]);
    expect(story.promise('presentation').activityId).not.toBeNull();
  });

  it('DS-03 contacted by mail, mailing or phone is contacted, and the contact is counted by its channel', () => {
    for (const channel of ['mail', 'mailing', 'call'] as const) {
      const story = aSuspectStory();
      story.does({ type: 'record-contact', channel, note: null });
      expect(story.run.state).toMatchObject({
        ...{ step: 'contacted', contactCounts: { [channel]: 1 } },
        lastContact: { channel, isFromClient: false },
      });
    }
  });

  it('DS-03 the way to contact them is proposed: by mail with its text, or by the phone where that was chosen', () => {
    const story = aSuspectStory();
    expect(nextStepOf(story.run.state)).toBe('invite-to-presentation');
    story.does({ type: 'invite-to-presentation' });
    expect(story.doneOf('send-client-mail')).toMatchObject([
      { template: 'presentation-invitation', to: 'camille@mairie.example.org' },
    ]);
    expect(story.run.state).toMatchObject({ step: 'contacted', contactCounts: { mail: 1 } });
    const phoned = aStory();
    phoned.tell({ type: 'suspect-requested', by: seller, suspect: { ...entered, channel: 'call' } });
    expect(nextStepOf(phoned.run.state)).toBe('book-presentation');
  });

  it('DS-03 a presentation that is booked is a meeting of the owner in the CRM, moved when it is booked anew', () => {
    const story = aSuspectStory();
    story.does({ type: 'book-presentation', day: '2026-11-24' });
    const [made] = story.doneOf('ensure-promise-activity');
    expect(made).toMatchObject({ type: 'meeting', ownerId: ids.owner, dueOn: '2026-11-24', dealId: 500 });
    story.does({ type: 'book-presentation', day: '2026-11-26' });
    const [, moved] = story.doneOf('ensure-promise-activity');
    expect(moved).toMatchObject({
      activityId: story.promise('presentation').activityId,
      dueOn: '2026-11-26',
    });
    expect(story.promises('presentation')).toHaveLength(1);
    expect(story.ask({ type: 'book-presentation', day: '2026-11-16' }).reason?.key).toBe('day-past');
  });

  it('DS-03 a call that is logged in the CRM contacts them, and says so', () => {
    const story = aSuspectStory();
    const at = story.run.now;
    const heard = story.tell({
      type: 'activity-observed',
      activity: anActivity({ done: true, doneAt: at }),
      isDeleted: false,
      at,
    });
    expect(heard.reason?.key).toBe('call');
    expect(story.run.state).toMatchObject({ step: 'contacted', contactCounts: { call: 1 } });
  });

  it('DS-04 the documentation leaves with its files, then the deal goes to “Doc envoyée”', () => {
    const story = aSuspectStory();
    story.does({ type: 'record-presentation' }, { type: 'send-documentation' });
    expect(story.done.map(({ effect }) => effect)).toMatchObject([
      {
        kind: 'send-client-mail',
        ...{ template: 'documentation', to: 'camille@mairie.example.org', withDocumentation: true },
      },
      { kind: 'ensure-deal-stage', stageId: ids.documented, fromStageId: ids.identified },
    ]);
    expect(story.run.state).toMatchObject({ step: 'documented', place: { stageId: ids.documented } });
    expect(story.run.state.documentedAt).not.toBeNull();
  });

  it('DS-04 without the mail the deal stays where it is', () => {
    const story = aSuspectStory({ answers: { 'send-client-mail': () => refusedMail } });
    story.does({ type: 'send-documentation' });
    expect(story.doneOf('ensure-deal-stage')).toEqual([]);
    expect(story.run.state).toMatchObject({ documentedAt: null, place: { stageId: ids.identified } });
  });

  it('DS-04 without an address it is refused, and says what to do', () => {
    const story = aStory();
    story.deal({}, { person: null });
    expect(story.ask({ type: 'send-documentation' })).toMatchObject({
      outcome: 'refused',
      reason: { key: 'no-address' },
    });
  });

  it('DS-05 somebody of whom nothing was heard, and for whom nothing is planned, is followed up', () => {
    const when = { steps: ['documented' as const], daysWithoutContact: 14, withoutNextActivity: true };
    const silent = aSuspectStory({ followUps: [aVersion({ when })] });
    const planned = aSuspectStory({ followUps: [aVersion({ when })] });
    for (const story of [silent, planned]) story.does({ type: 'send-documentation' });
    const activity = anActivity({ dueOn: '2026-12-20' });
    planned.tell({ type: 'activity-observed', activity, isDeleted: false, at: planned.run.now });
    for (const { run } of [silent, planned]) run.until('2026-11-30T12:00:00.000Z');
    expect(silent.run.state.memberships).toEqual([]);
    for (const { run } of [silent, planned]) run.until('2026-12-02T12:00:00.000Z');
    expect(silent.run.state.memberships).toMatchObject([{ rule: 'suspects', by: null, state: 'active' }]);
    expect(silent.doneOf('send-client-mail').map(({ template }) => template)).toEqual([
      'documentation',
      'follow-up-first',
    ]);
    expect(planned.run.state.memberships).toEqual([]);
  });

  it('DS-05 the next step ends the follow-up', () => {
    const story = aSuspectStory({ followUps: [aVersion()] });
    story.does(
      { type: 'record-presentation' },
      { type: 'enrol', rule: 'suspects' },
      { type: 'send-documentation' },
    );
    expect(story.run.state.memberships).toMatchObject([
      { state: 'stopped', stoppedBecause: { key: 'next-step' } },
    ]);
  });

  it('DS-06 ends with the account of a request: the deal goes to “Compte créé” by itself', () => {
    const story = aSuspectStory({ followUps: [aVersion()] });
    story.does({ type: 'enrol', rule: 'suspects' });
    story.tell({
      type: 'request-joined',
      ...{ requestId: 'request-1', dealId: 901, personId: 700, account: anAccount(), at: story.run.now },
    });
    story.settle();
    expect(story.run.state).toMatchObject({ step: 'account-created', requestId: 'request-1' });
    expect(story.doneOf('ensure-deal-stage')).toMatchObject([{ dealId: 500, stageId: ids.accountCreated }]);
    expect(story.run.state.memberships).toMatchObject([
      { state: 'stopped', stoppedBecause: { key: 'account' } },
    ]);
  });

  it('MER-05 every contact counts, each activity once', () => {
    const story = aSuspectStory();
    const call = anActivity({ done: true, doneAt: story.run.now });
    for (const _ of [1, 2])
      story.tell({ type: 'activity-observed', activity: call, isDeleted: false, at: story.run.now });
    story.settle();
    story.tell({ type: 'client-heard', channel: 'mail', at: story.run.now });
    story.does({ type: 'record-contact', channel: 'event', note: null }, { type: 'send-documentation' });
    expect(story.run.state.contactCounts).toEqual({ call: 1, mail: 2, event: 1 });
  });

  it('MER-06 says how much is known since the first contact, and what is missing', () => {
    const whole = aSuspectStory();
    expect(completenessOf(whole.run.state, 'fr')).toEqual({ percent: 100, missing: [] });
    const bare = aStory();
    const person = { id: null, name: 'Camille Exemple', email: null, phone: null };
    bare.tell({
      type: 'suspect-requested',
      by: seller,
      suspect: { ...entered, organization: null, person },
    });
    expect(completenessOf(bare.run.state, 'fr')).toEqual({
      percent: 40,
      missing: ['organisation', 'adresse e-mail', 'téléphone'],
    });
    expect(completenessOf(bare.run.state, 'en').missing).toEqual(['organization', 'e-mail address', 'phone']);
  });
});
