import { describe, expect, it } from 'vitest';
import { provisionPlan } from '#core/provision-plan.ts';
import { aCompany, aField, formRobot, robot } from '../kit/account-request-samples.ts';

const nothing = { filters: [], activityTypes: [], webhooks: null, desk: null };
const empty = { pipelines: [], stages: [] };

function shown(...[company, surroundings]: Parameters<typeof provisionPlan>): string[] {
  return provisionPlan(company, surroundings).map(
    ({ what, within, name, state }) => `${state} ${what} ${within === null ? '' : `${within} › `}${name}`,
  );
}

describe('places', () => {
  it('are there under other capitals, and each is named once', () => {
    const targets = [{ key: 'a', label: 'A', pipeline: 'SUSPECTS', stage: 'compte CRÉÉ' }];
    const company = aCompany({ robotOwners: [], targets });
    expect(shown(company, nothing)).toEqual([
      'present pipeline Suspects',
      'present pipeline Organismes',
      'present pipeline Organismes refusés',
      'present stage Suspects › Compte créé',
      'present stage Organismes › Demande',
      'present stage Organismes refusés › Refusés',
    ]);
  });

  it('are planned in an empty company, pipelines before stages, each pipeline with a stage at least', () => {
    const targets = [{ key: 'a', label: 'A', pipeline: 'Régions' }];
    const stages = { identified: 'Potentiels identifiés', accountCreated: 'Compte créé' };
    const company = { ...aCompany({ robotOwners: [], targets, stages }), ...empty };
    expect(shown(company, nothing)).toEqual([
      'missing pipeline Suspects',
      'missing pipeline Organismes',
      'missing pipeline Organismes refusés',
      'missing pipeline Régions',
      'missing stage Suspects › Potentiels identifiés',
      'missing stage Suspects › Compte créé',
      'missing stage Organismes › Demande',
      'missing stage Organismes refusés › Refusés',
      'missing stage Régions › Compte créé',
    ]);
  });

  it('stand in the order in which a suspect goes through them, those of conversions among the others', () => {
    const conversion = {
      stages: { live: 'En production', presented: 'Présentés', collecting: 'Recensement' },
    };
    const stages = { accountCreated: 'Compte créé', identified: 'Identifiés', documented: 'Doc envoyée' };
    const company = { ...aCompany({ robotOwners: [], stages, conversion }), ...empty };
    const ofSuspects = provisionPlan(company, nothing).filter(({ within }) => within === 'Suspects');
    expect(ofSuspects.map(({ name }) => name)).toEqual([
      ...['Identifiés', 'Présentés', 'Doc envoyée', 'Compte créé', 'Recensement', 'En production'],
    ]);
  });

  it('a stage of another pipeline does not do, and one of the same name is another thing', () => {
    const company = aCompany({
      robotOwners: [],
      stages: { accountCreated: 'Demande', reconsidered: 'Demande' },
    });
    const stages = provisionPlan(company, nothing).filter(({ what }) => what === 'stage');
    expect(stages.map(({ id, state }) => [id, state])).toEqual([
      ['stage:suspects:demande', 'missing'],
      ['stage:organismes:demande', 'present'],
    ]);
    expect(stages[0]?.creation).toEqual({ what: 'stage', name: 'Demande', pipeline: 'Suspects' });
  });
});

describe('fields', () => {
  it('are looked for where they belong, whatever their type, and made with the one that fits', () => {
    const company = {
      ...aCompany({
        robotOwners: [],
        fields: { requestState: 'État', requestDate: 'Date', dealNeed: 'Besoin' },
        priority: { fields: { volume: 'Volume', deadline: 'Échéance' }, deadlines: ['Vite', 'Un jour'] },
      }),
      personFields: [{ ...aField('état'), type: 'enum' }, aField('Volume')],
      dealFields: [aField('Date')],
    };
    const fields = provisionPlan(company, nothing).filter(({ what }) => what.endsWith('field'));
    expect(fields.map(({ id, state }) => [id, state])).toEqual([
      ['person-field:état', 'present'],
      ['person-field:date', 'missing'],
      ['deal-field:besoin', 'missing'],
      ['deal-field:volume', 'present'],
      ['deal-field:échéance', 'missing'],
    ]);
    expect(fields.filter(({ state }) => state === 'missing').map(({ creation }) => creation)).toEqual([
      { what: 'person-field', name: 'Date', type: 'date', options: [] },
      { what: 'deal-field', name: 'Besoin', type: 'text', options: [] },
      { what: 'deal-field', name: 'Échéance', type: 'enum', options: ['Vite', 'Un jour'] },
    ]);
  });
});

describe('the filter', () => {
  const filterIn = (...input: Parameters<typeof provisionPlan>) =>
    provisionPlan(...input).find(({ what }) => what === 'filter');

  it('DS-20 shows the persons of every robot without an account', () => {
    const company = aCompany({
      robotOwners: [robot, 'robot-formulaire@example.org'],
      fields: { accountId: 'Compte' },
      requestFilter: 'À décider',
    });
    expect(filterIn(company, nothing)).toMatchObject({
      state: 'missing',
      creation: {
        type: 'people',
        name: 'À décider',
        conditions: [{ field: { name: 'Compte' }, operator: 'IS NULL', value: null }],
        alternatives: [
          { field: { code: 'owner_id' }, operator: '=', value: String(robot) },
          { field: { code: 'owner_id' }, operator: '=', value: String(formRobot) },
        ],
      },
    });
    expect(filterIn(company, { ...nothing, filters: [{ name: 'à décider ' }] })?.state).toBe('present');
  });

  it('is not made while there is no robot to filter by', () => {
    expect(filterIn(aCompany({ robotOwners: [] }), nothing)).toBeUndefined();
  });
});

it('the activity type of the call is needed where there is a priority', () => {
  const types = (settings: object, activityTypes: { key: string; name: string }[]) =>
    shown(aCompany({ robotOwners: [], ...settings }), { ...nothing, activityTypes }).filter((line) =>
      line.includes('activity-type'),
    );
  expect(types({}, [])).toEqual([]);
  expect(types({ priority: { callType: 'qualification' } }, [])).toEqual([
    'missing activity-type qualification',
  ]);
  expect(types({ priority: {} }, [{ key: 'call', name: 'Appel' }])).toEqual(['present activity-type call']);
});

it('activity types of promises and follow-ups are needed where clients are followed', () => {
  const steps = [{ kind: 'task', type: 'relance', subject: 'Appeler', afterDays: 1 }];
  const followUps = [{ key: 'silent', label: 'Sans nouvelles', steps }];
  const typesIn = (settings: object) =>
    shown(aCompany({ robotOwners: [], followUps, ...settings }), {
      ...nothing,
      activityTypes: [{ key: 'call', name: 'Appel' }],
    }).filter((line) => line.includes('activity-type'));
  expect(typesIn({})).toEqual([]);
  expect(typesIn({ conversion: { enabled: true, activities: { task: 'call' } } })).toEqual([
    'present activity-type call',
    'missing activity-type meeting',
    'missing activity-type relance',
  ]);
});

it('webhooks are listed by what they hear', () => {
  const webhooks = {
    present: [{ object: 'person' as const, id: 1 }],
    missing: ['deal' as const],
    dead: [],
    strangers: [],
  };
  const items = provisionPlan(aCompany(), { ...nothing, webhooks }).filter(({ what }) => what === 'webhook');
  expect(items.map(({ id, state }) => [id, state])).toEqual([
    ['webhook:person.*', 'present'],
    ['webhook:deal.*', 'missing'],
  ]);
  expect(items[1]?.creation).toEqual({ what: 'webhook', object: 'deal', action: '*' });
});
