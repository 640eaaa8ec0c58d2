import { describe, expect, it } from 'vitest';
import { reasonText } from '#core/processes/customer-conversion/texts.ts';
import { anActivity, aVersion, ids } from '../../../kit/conversion-samples.ts';
import { aClientStory, aTestingStory, aValidatedStory, type Story } from '../../../kit/conversion-story.ts';

const procedure = {
  name: 'Permis en ligne',
  administration: 'Préfecture',
  email: 'demarches@prefecture.example.org',
};
const nothing = { procedure: null, documents: [], demoDay: null };
const lastMail = (story: Story) => story.doneOf('send-client-mail').at(-1);
const madeFor = (story: Story, kind: Parameters<Story['promise']>[0]) =>
  story.doneOf('ensure-promise-activity').filter(({ promise }) => promise === story.promise(kind).number);

describe('from the account to the use cases', () => {
  it('DS-30 the first contact after “Compte créé” is a call by a day, and a mail or a call keeps it', () => {
    for (const how of ['mail', 'call'] as const) {
      const story = aClientStory();
      expect(madeFor(story, 'welcome-call')).toMatchObject([{ type: 'call', ownerId: ids.owner }]);
      story.does({ type: 'welcome-client', how });
      expect(story.promise('welcome-call')).toMatchObject({ state: 'kept' });
      expect(story.run.state.step).toBe('collecting');
      expect(story.doneOf('send-client-mail').map(({ template }) => template)).toEqual(
        how === 'mail' ? ['demo-step-1'] : [],
      );
      expect(story.run.state.contactCounts).toEqual({ [how]: 1 });
    }
  });

  it('DS-30 a call that is logged in the CRM keeps it too', () => {
    const story = aClientStory();
    const at = story.run.now;
    const activity = anActivity({ done: true, doneAt: at });
    story.tell({ type: 'activity-observed', activity, isDeleted: false, at });
    expect(story.promise('welcome-call')).toMatchObject({ state: 'kept', endedBecause: { key: 'call' } });
  });

  it('DS-31 DS-32 DS-35 its mail knows the client, the colleague who writes and the documentation', () => {
    const documentationUrl = 'https://docs.example.org/';
    const story = aClientStory({ settings: { conversion: { enabled: true, documentationUrl } } });
    story.does({ type: 'welcome-client', how: 'mail' });
    expect(lastMail(story)).toMatchObject({
      to: 'camille@mairie.example.org',
      variables: {
        ...{ personName: 'Camille Exemple', organizationName: 'Mairie d’Exemple' },
        ...{ ownerName: 'Équipe vente', documentationUrl },
      },
    });
  });

  it('DS-33 the use cases are a register on the deal', () => {
    const story = aClientStory();
    story.does({ type: 'add-use-case', title: 'Permis' }, { type: 'add-use-case', title: 'Crèche' });
    expect(story.run.state.useCases).toMatchObject([
      { number: 1, title: 'Permis', state: 'found' },
      { number: 2, title: 'Crèche', state: 'found' },
    ]);
  });

  it('DS-34 the answer is announced with its day, within 15 days and a working one, and kept as an activity', () => {
    const story = aClientStory();
    story.does({ type: 'welcome-client', how: 'mail' });
    // 2026-11-17 and 15 days: a Wednesday.
    expect(story.promise('use-cases')).toMatchObject({
      dueOn: '2026-12-02',
      isAnnounced: true,
      state: 'open',
    });
    expect(madeFor(story, 'use-cases')).toMatchObject([{ dueOn: '2026-12-02', ownerId: ids.owner }]);
    expect(lastMail(story)?.variables).toMatchObject({ answerBy: '2 décembre 2026' });
  });

  it.each([
    ['a Saturday', '2026-11-20T09:00:00.000Z', '2026-12-04'],
    ['a Christmas day of the holidays', '2026-12-10T09:00:00.000Z', '2026-12-24'],
  ])('DS-34 no day is announced on which nobody works: %s', (_day, now, expected) => {
    const story = aClientStory({ now, settings: { holidays: ['2026-12-25'] } });
    story.does({ type: 'welcome-client', how: 'mail' });
    expect(story.promise('use-cases').dueOn).toBe(expected);
  });

  it('DS-36 the owner is to call, is reminded before, and a second person hears when it is late', () => {
    const story = aClientStory();
    story.does({ type: 'welcome-client', how: 'mail' });
    expect(madeFor(story, 'use-cases')).toMatchObject([{ type: 'call' }]);
    story.run.until('2026-12-10T12:00:00.000Z');
    const told = story.done.flatMap(({ effect, at }) =>
      effect.kind === 'remind-of-promise' && effect.promise === story.promise('use-cases').number
        ? [[effect.what, effect.toId, at]]
        : [],
    );
    // In the morning in Paris: the working day before, then two working days after.
    expect(told).toEqual([
      ['soon', ids.owner, '2026-12-01T08:00:00.000Z'],
      ['late', ids.owner, '2026-12-04T08:00:00.000Z'],
      ['escalated', ids.second, '2026-12-04T08:00:00.000Z'],
    ]);
  });

  it('DS-36 a rule writes to clients whose use cases stay out', () => {
    const when = { steps: ['collecting' as const], daysWithoutContact: 14, withoutNextActivity: false };
    const story = aClientStory({ followUps: [aVersion({ key: 'collecting', when })] });
    story.does({ type: 'welcome-client', how: 'call' });
    story.run.until('2026-12-02T12:00:00.000Z');
    expect(lastMail(story)).toMatchObject({
      template: 'follow-up-first',
      version: { rule: 'collecting', number: 1 },
    });
  });

  it('DS-37 without a use case nothing can be validated; with one, all that were found are', () => {
    const story = aClientStory();
    story.does({ type: 'welcome-client', how: 'call' });
    const { outcome, reason } = story.ask({ type: 'validate-use-cases' });
    expect(outcome).toBe('refused');
    expect(reason && reasonText(reason, 'fr')).toMatch(/Ajoutez-en un/);
    story.does({ type: 'add-use-case', title: 'Permis' }, { type: 'validate-use-cases' });
    expect(story.run.state).toMatchObject({ step: 'validated', useCases: [{ state: 'validated' }] });
    expect(story.promise('use-cases')).toMatchObject({ state: 'kept', endedBecause: { key: 'next-step' } });
  });

  it('DS-37 no path is chosen before the client was welcomed', () => {
    const story = aClientStory();
    const path = { type: 'choose-path' as const, path: 'autonomous' as const, ...nothing };
    expect(story.ask(path)).toMatchObject({ outcome: 'refused', reason: { key: 'not-in-this-step' } });
  });
});

describe('the three ways', () => {
  it('DS-38 autonomous: the answer about the tests is announced within 3 weeks', () => {
    const story = aValidatedStory();
    story.does({ type: 'choose-path', path: 'autonomous', ...nothing });
    expect(story.run.state).toMatchObject({ step: 'testing', path: 'autonomous' });
    expect(story.promise('tests')).toMatchObject({ dueOn: '2026-12-08', isAnnounced: true });
    expect(lastMail(story)?.variables).toMatchObject({ answerBy: '8 décembre 2026' });
    expect(story.doneOf('ensure-deal-stage').at(-1)).toMatchObject({ stageId: ids.testing });
  });

  it('DS-39 autonomous: the mail for a new procedure, and no second account', () => {
    const story = aValidatedStory();
    const { account } = story.run.state;
    story.does({ type: 'choose-path', path: 'autonomous', ...nothing });
    expect(lastMail(story)).toMatchObject({ template: 'step-2-new-procedure', variables: { documents: '' } });
    expect(story.run.state.account).toEqual(account);
    expect(story.done.map(({ effect }) => effect.kind)).not.toContain('ensure-admin-account');
  });

  it('DS-40 existing procedure: a demonstration with the administration is a meeting in the CRM', () => {
    const story = aValidatedStory();
    story.does({
      ...{ type: 'choose-path', path: 'existing-procedure' },
      ...{ procedure, documents: [], demoDay: '2026-11-25' },
    });
    expect(madeFor(story, 'demo-meeting')).toMatchObject([{ type: 'meeting', dueOn: '2026-11-25' }]);
    expect(story.doneOf('send-client-mail')[0]?.variables).toMatchObject({ demoDay: '25 novembre 2026' });
  });

  it('DS-41 existing procedure: its mail, and the administration that owns it is introduced', () => {
    const story = aValidatedStory();
    story.does({ type: 'choose-path', path: 'existing-procedure', procedure, documents: [], demoDay: null });
    expect(story.doneOf('send-client-mail')).toMatchObject([
      {
        ...{ template: 'step-2-existing-procedure', to: 'camille@mairie.example.org' },
        variables: { procedureName: 'Permis en ligne', administration: 'Préfecture' },
      },
      { template: 'introduction', to: 'demarches@prefecture.example.org' },
    ]);
    expect(story.run.state.procedure).toEqual(procedure);
  });

  it('DS-41 which procedure it is has to be told; without an address nobody is introduced', () => {
    const story = aValidatedStory();
    const path = {
      type: 'choose-path' as const,
      path: 'existing-procedure' as const,
      documents: [],
      demoDay: null,
    };
    expect(story.ask({ ...path, procedure: null }).reason?.key).toBe('procedure-missing');
    story.does({ ...path, procedure: { ...procedure, email: null } });
    expect(story.doneOf('send-client-mail').map(({ template }) => template)).toEqual([
      'step-2-existing-procedure',
    ]);
  });

  it('DS-42 existing procedure: the answer about the tests is announced within 15 days', () => {
    const story = aValidatedStory();
    story.does({ type: 'choose-path', path: 'existing-procedure', procedure, documents: [], demoDay: null });
    expect(story.promise('tests')).toMatchObject({ dueOn: '2026-12-02', isAnnounced: true });
  });

  it('DS-43 new procedure: the client is asked for the documents of the settings, or for those chosen', () => {
    const usual = aValidatedStory();
    usual.does({ type: 'choose-path', path: 'new-procedure', ...nothing });
    expect(lastMail(usual)?.variables.documents).toBe(
      '- Les formulaires papier\n- Les modèles d’attestation\n- Le détail du traitement des dossiers',
    );
    const chosen = aValidatedStory();
    chosen.does({ type: 'choose-path', path: 'new-procedure', ...nothing, documents: ['Le règlement'] });
    expect(lastMail(chosen)?.variables.documents).toBe('- Le règlement');
  });

  it('DS-44 where building the form is hard, a call is planned, and a call keeps it', () => {
    const story = aValidatedStory();
    story.does({ type: 'choose-path', path: 'new-procedure', ...nothing });
    story.does({ type: 'record-difficulty', note: 'Formulaire à embranchements' });
    // Five days later is a Sunday.
    expect(madeFor(story, 'debrief-call')).toMatchObject([{ type: 'call', dueOn: '2026-11-20' }]);
    const at = story.run.now;
    const activity = anActivity({ done: true, doneAt: at });
    story.tell({ type: 'activity-observed', activity, isDeleted: false, at });
    expect(story.promise('debrief-call').state).toBe('kept');
  });

  it('DS-45 new procedure: its mail, and no second account', () => {
    const story = aValidatedStory();
    story.does({ type: 'choose-path', path: 'new-procedure', ...nothing });
    expect(lastMail(story)?.template).toBe('step-2-new-procedure');
    expect(story.done.map(({ effect }) => effect.kind)).not.toContain('ensure-admin-account');
  });

  it('DS-46 new procedure: the answer is announced within 15 days', () => {
    const story = aValidatedStory();
    story.does({ type: 'choose-path', path: 'new-procedure', ...nothing });
    expect(story.promise('tests')).toMatchObject({ dueOn: '2026-12-02', isAnnounced: true });
    expect(lastMail(story)?.variables).toMatchObject({ answerBy: '2 décembre 2026' });
  });

  it('another way makes what was promised for the first one moot', () => {
    const story = aTestingStory();
    story.does({ type: 'choose-path', path: 'new-procedure', ...nothing });
    expect(story.promises('tests')).toMatchObject([
      { dueOn: '2026-12-08', state: 'moot', endedBecause: { key: 'path-changed' } },
      { dueOn: '2026-12-02', state: 'open' },
    ]);
    expect(story.doneOf('end-promise-activity').filter(({ how }) => how === 'deleted')).toHaveLength(2);
  });
});
