import { describe, expect, it } from 'vitest';
import type { Company } from '#core/company.ts';
import { findingIn } from '#core/settings-finding.ts';
import { settingsProblems } from '#core/settings-problems.ts';
import { aCompany, aField, former, robot, salesRole } from '../kit/account-request-samples.ts';

/** What is wrong, without the sentences: "error pipelines.suspects: pipeline-unknown (nearest)". */
function problems(company: Company, surroundings: Parameters<typeof settingsProblems>[1] = {}): string[] {
  return settingsProblems(company, surroundings).map(
    ({ severity, path, key, nearest }) => `${severity} ${path}: ${key}${nearest ? ` (${nearest})` : ''}`,
  );
}

it('says nothing of settings that fit', () => {
  const company = {
    ...aCompany({
      deciders: ['vente@example.org', { role: salesRole }],
      fields: { requestState: 'État du compte', requestDate: 'Demandé le', dealSource: 'Source' },
      priority: { fields: { volume: 'Dossiers', deadline: 'Échéance' } },
      targets: [{ key: 'suspect', label: 'Suspect', pipeline: 'suspects', stage: 'compte créé' }],
      publicForm: { enabled: true, owner: robot },
      holidays: ['2026-12-25'],
    }),
    roles: [{ id: salesRole, name: 'Commerciaux' }],
    personFields: [
      { ...aField('État du compte'), type: 'varchar' },
      { ...aField('Demandé le'), type: 'date' },
    ],
    dealFields: [aField('Source'), { ...aField('Dossiers'), type: 'double' }, aField('Échéance', ['Vite'])],
  };
  const activityTypes = [{ key: 'call', name: 'Appel' }];
  expect(problems(company, { activityTypes, today: '2026-12-25' })).toEqual([]);
});

describe('places', () => {
  it('a pipeline that does not exist is said once, not for each of its stages', () => {
    const company = aCompany({ pipelines: { suspects: 'Suspect' } });
    expect(problems(company)).toEqual(['error pipelines.suspects: pipeline-unknown (Suspects)']);
  });

  it('a stage is unknown, or in another pipeline', () => {
    const company = aCompany({
      stages: { accountCreated: 'Compte crée', reconsidered: 'Doc envoyée' },
      targets: [{ key: 'a', label: 'A', pipeline: 'Organismes', stage: 'Refusés' }],
    });
    expect(problems(company)).toEqual([
      'error stages.accountCreated: stage-unknown (Compte créé)',
      'error stages.reconsidered: stage-elsewhere (Demande)',
      'error targets.0.stage: stage-elsewhere (Demande)',
    ]);
    const elsewhere = settingsProblems(company)[1];
    expect(elsewhere?.detail.fr).toContain('Cette étape est dans « Suspects », pas dans « Organismes »');
    expect(elsewhere?.detail.en).toContain('in “Suspects”, not in “Organismes”');
  });

  it('a pipeline without stages takes no deal', () => {
    const company = aCompany({ stages: {} });
    const stages = company.stages.filter(({ pipelineId }) => pipelineId !== 3);
    expect(problems({ ...company, stages })).toEqual(['error pipelines.refused: pipeline-empty']);
  });

  it('nothing is said of pipelines, people and fields that were not read', () => {
    const unread = { staff: [], pipelines: [], stages: [], personFields: [], dealFields: [] };
    const company = aCompany({ fields: { requestState: 'X', dealNeed: 'Y' }, deciders: [] });
    expect(problems({ ...company, ...unread })).toEqual([]);
  });
});

describe('what conversions name', () => {
  const followUps = [
    {
      key: 'silent',
      label: 'Sans nouvelles',
      steps: [
        { kind: 'mail', template: 'follow-up-first', afterDays: 0 },
        { kind: 'task', type: 'calll', subject: 'Appeler', afterDays: 2 },
      ],
    },
  ];
  const activityTypes = ['call', 'meeting'].map((key) => ({ key, name: key }));

  it('a stage is looked for in the pipeline of suspects, conversions on or off', () => {
    const company = aCompany({ conversion: { stages: { presented: 'Doc envoyé', live: 'Refusés' } } });
    expect(problems(company)).toEqual([
      'error conversion.stages.presented: stage-unknown (Doc envoyée)',
      expect.stringMatching(/^error conversion\.stages\.live: stage-elsewhere/),
    ]);
  });

  it('activity types are looked for once conversions are on', () => {
    expect(problems(aCompany({ followUps }), { activityTypes })).toEqual([]);
    expect(problems(aCompany({ followUps, conversion: { enabled: true } }), { activityTypes })).toEqual([
      expect.stringMatching(/^error conversion\.activities\.task: activity-type-unknown/),
      'error followUps.0.steps.1.type: activity-type-unknown (call)',
    ]);
  });

  it('E-31 whoever hears of late promises still works here', () => {
    expect(problems(aCompany({ conversion: { escalateTo: former } }))).toEqual([
      'error conversion.escalateTo: staff-left',
    ]);
  });

  it('reasons have keys of their own', () => {
    const blockedReasons = ['a', 'a'].map((key) => ({ key, label: 'Attente' }));
    expect(problems(aCompany({ conversion: { blockedReasons } }))).toEqual([
      'error conversion.blockedReasons.1.key: key-doubled',
    ]);
  });

  it('a delay that nothing reads is worth a word', () => {
    const company = aCompany({ promises: { answerDays: 3, useCasesDays: 15, useCaseDays: 15 } });
    expect(problems(company)).toEqual(['warning promises.useCaseDays: promise-unknown']);
    expect(settingsProblems(company)[0]?.detail.fr).toContain('useCasesDays');
  });
});

describe('people', () => {
  it('E-31 an owner who left, or never was, is said', () => {
    const company = aCompany({
      robotOwners: [robot, 'robto@example.org'],
      owners: { rule: 'fixed', fixed: former },
    });
    expect(problems(company)).toEqual([
      'error robotOwners.1: staff-unknown (robot@example.org)',
      'error owners.fixed: staff-left',
    ]);
  });

  it('a decider is somebody who works there and is no robot; one who left is a warning', () => {
    const deciders = [
      'ancien@example.org',
      'vnete@example.org',
      'robot@example.org',
      'responsable@example.org',
    ];
    expect(problems(aCompany({ deciders }))).toEqual([
      'warning deciders.0: staff-left (vente@example.org)',
      'error deciders.1: staff-unknown (vente@example.org)',
      'error deciders.2: decider-is-robot',
    ]);
  });

  it('a role is one of Pipedrive’s, by id or name, where they could be read', () => {
    const company = aCompany({ deciders: ['vente@example.org', { role: 'Comerciaux' }, { role: 99 }] });
    expect(problems(company)).toEqual([]);
    expect(problems({ ...company, roles: [{ id: salesRole, name: 'Commerciaux' }] })).toEqual([
      'error deciders.1: role-unknown (Commerciaux)',
      'error deciders.2: role-unknown',
    ]);
  });

  it('warns while nobody decides and no robot receives, without standing in the way of a save', () => {
    expect(problems(aCompany({ deciders: [], robotOwners: [] }))).toEqual([
      'warning robotOwners: no-robot',
      'warning deciders: no-decider',
    ]);
  });

  it('four-eyes needs two who can decide', () => {
    const fourEyes = { refuse: true };
    expect(problems(aCompany({ fourEyes, deciders: ['vente@example.org', 'ancien@example.org'] }))).toEqual([
      'warning deciders.1: staff-left (vente@example.org)',
      'error fourEyes: second-decider-missing',
    ]);
    expect(problems(aCompany({ fourEyes }))).toEqual([]);
  });

  it('what the form makes belongs to a robot, or no request is born', () => {
    expect(problems(aCompany({ publicForm: { owner: 'vente@example.org' } }))).toEqual([
      'error publicForm.owner: form-owner-no-robot',
    ]);
    expect(problems(aCompany({ publicForm: { owner: 99 } }))).toEqual([
      'error publicForm.owner: staff-unknown',
    ]);
  });
});

describe('lists', () => {
  it('the second of two equal keys is said', () => {
    const item = (key: string) => ({ key, label: key });
    const company = aCompany({
      targets: ['a', 'b', 'a'].map((key) => ({ ...item(key), pipeline: 'Suspects' })),
      refusalReasons: [item('x'), item('x')],
      publicForm: { sources: [item('salon'), item('salon')] },
    });
    expect(problems(company)).toEqual([
      'error targets.2.key: key-doubled',
      'error refusalReasons.1.key: key-doubled',
      'error publicForm.sources.1.key: key-doubled',
    ]);
  });

  it('a holiday before today is a warning', () => {
    const company = aCompany({ holidays: ['2026-05-01', '2026-12-25', '2026-05-02'] });
    expect(problems(company, { today: '2026-05-02' })).toEqual(['warning holidays.0: holiday-past']);
    expect(problems(company)).toEqual([]);
  });
});

describe('fields and activity types', () => {
  it('E-13 a field under another name is said, with the nearest of a type that fits', () => {
    const company = aCompany({ fields: { requestState: 'Etat du compte', accountId: 'Identifiant' } });
    const personFields = [
      { ...aField('Etat du compt'), type: 'double' },
      { ...aField('État du compte'), type: 'varchar' },
      aField('Identifiant'),
    ];
    expect(problems({ ...company, personFields })).toEqual([
      'error fields.requestState: field-unknown (État du compte)',
    ]);
  });

  it('a field of another type would refuse what is written', () => {
    const company = aCompany({ fields: { requestDate: 'Demandé le', dealNeed: 'Besoin' } });
    const personFields = [{ ...aField('Demandé le'), type: 'varchar' }];
    const dealFields = [{ ...aField('Besoin'), type: 'enum' }];
    const found = settingsProblems({ ...company, personFields, dealFields });
    expect(found.map(({ path, key }) => [path, key])).toEqual([
      ['fields.requestDate', 'field-type'],
      ['fields.dealNeed', 'field-type'],
    ]);
    expect(found[0]?.detail.en).toContain('type “varchar”; it has to be one of date');
  });

  it('E-35 a field of a priority may be the deal’s or the person’s, and is said when it is neither’s', () => {
    const company = aCompany({ priority: { fields: { volume: 'dossiers par an', deadline: 'Echeance' } } });
    const fields = { dealFields: [aField('Échéance')], personFields: [aField('Dossiers par an')] };
    expect(problems({ ...company, ...fields })).toEqual([
      'error priority.fields.deadline: field-unknown (Échéance)',
    ]);
  });

  it('the type of the call is looked for where there is a priority', () => {
    const activityTypes = [
      { key: 'call', name: 'Appel' },
      { key: 'meeting', name: 'Réunion' },
    ];
    expect(problems(aCompany({ priority: { callType: 'cal' } }), { activityTypes })).toEqual([
      'error priority.callType: activity-type-unknown (call)',
    ]);
    expect(problems(aCompany({ priority: { callType: 'cal' } }))).toEqual([]);
    expect(problems(aCompany(), { activityTypes: [{ key: 'meeting', name: 'Réunion' }] })).toEqual([]);
  });
});

it('is told to one reader in their language', () => {
  const [found] = settingsProblems(aCompany({ pipelines: { suspects: 'Suspect' } }));
  expect(found && findingIn(found, 'fr')).toEqual({
    path: 'pipelines.suspects',
    title: 'Pipeline inconnu : « Suspect »',
    detail: expect.stringContaining('page Installation'),
    nearest: 'Suspects',
    severity: 'error',
  });
  expect(found && findingIn(found, 'en').title).toBe('Unknown pipeline: “Suspect”');
});
