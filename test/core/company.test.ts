import { describe, expect, it } from 'vitest';
import {
  deciderNames,
  decidersOf,
  firstDecider,
  isRobotOwner,
  nearestName,
  placeOf,
  robotOwnerId,
  staffOf,
} from '#core/company.ts';
import { Settings } from '#core/settings.ts';
import {
  aCompany,
  former,
  formRobot,
  manager,
  robot,
  robotRole,
  sales,
  salesRole,
} from '../kit/account-request-samples.ts';

describe('places', () => {
  const company = aCompany();

  it('finds a stage by the names of the settings, whatever their capitals, spaces and accents’ form', () => {
    expect(placeOf(company, 'Suspects', 'Compte créé')).toEqual({ pipelineId: 2, stageId: 5 });
    expect(placeOf(company, ' suspects', 'COMPTE CRÉÉ'.normalize('NFD'))).toEqual({
      pipelineId: 2,
      stageId: 5,
    });
  });

  it('takes the first stage by order when none is named', () => {
    const shuffled = { ...company, stages: company.stages.toReversed() };
    expect(placeOf(shuffled, 'Suspects', undefined)).toEqual({ pipelineId: 2, stageId: 3 });
  });

  it('looks for a stage in its own pipeline only', () => {
    expect(placeOf(company, 'Organismes', 'Compte créé')).toEqual({
      missing: { what: 'stage', name: 'Compte créé', nearest: 'Demande' },
    });
  });

  it('says what is missing and what is nearest', () => {
    expect(placeOf(company, 'Organisme', 'Demande')).toEqual({
      missing: { what: 'pipeline', name: 'Organisme', nearest: 'Organismes' },
    });
    expect(placeOf({ ...company, pipelines: [] }, 'Suspects', undefined)).toEqual({
      missing: { what: 'pipeline', name: 'Suspects', nearest: null },
    });
    expect(placeOf({ ...company, stages: [] }, 'Suspects', undefined)).toEqual({
      missing: { what: 'stage', name: 'Suspects / 1', nearest: null },
    });
  });

  it.each([
    ['Compte crée', ['Demande', 'Compte créé', 'Refusés'], 'Compte créé'],
    ['refuses', ['Organismes', 'Refusés'], 'Refusés'],
    ['x', [], null],
  ])('the nearest name to %s', (name, known, nearest) => {
    expect(nearestName(name, known)).toBe(nearest);
  });
});

describe('staff', () => {
  it('means an active member by id or by e-mail', () => {
    const company = aCompany();
    expect(staffOf(company, sales)?.name).toBe('Chargée de clientèle');
    expect(staffOf(company, 'vente@example.org')?.id).toBe(sales);
    expect(staffOf(company, former)).toBeUndefined();
    expect(staffOf(company, 'ancien@example.org')).toBeUndefined();
    expect(staffOf(company, undefined)).toBeUndefined();
  });

  it('compares the CRM’s own spelling of an address in the one form', () => {
    const company = aCompany();
    const staff = company.staff.map((member) => ({ ...member, email: ` ${member.email.toUpperCase()} ` }));
    expect(staffOf({ ...company, staff }, 'vente@example.org')?.id).toBe(sales);
  });

  it('knows robot owners by id, also before the staff were read, and by e-mail, also deactivated ones', () => {
    expect(isRobotOwner({ ...aCompany(), staff: [] }, formRobot)).toBe(true);
    expect(isRobotOwner(aCompany({ robotOwners: ['ancien@example.org'] }), former)).toBe(true);
    expect(isRobotOwner(aCompany({ robotOwners: ['robot@example.org'] }), sales)).toBe(false);
    expect(isRobotOwner(aCompany(), null)).toBe(false);
  });

  it('gives reconsidered requests to the first robot owner', () => {
    expect(robotOwnerId(aCompany())).toBe(robot);
    expect(robotOwnerId(aCompany({ robotOwners: ['robot-formulaire@example.org', robot] }))).toBe(formRobot);
    expect(robotOwnerId(aCompany({ robotOwners: [] }))).toBeNull();
    expect(robotOwnerId(aCompany({ robotOwners: ['inconnu@example.org'] }))).toBeNull();
  });
});

describe('deciders', () => {
  const company = { ...aCompany(), roles: [{ id: salesRole, name: 'Commerciaux' }] };
  const named = (deciders: unknown[]) => ({
    ...company,
    settings: Settings.parse({ robotOwners: [robot], deciders }),
  });
  const ids = (deciders: unknown[]) => decidersOf(named(deciders)).map(({ id }) => id);

  it('are named by address, in the order of the settings', () => {
    expect(ids(['responsable@example.org', 'vente@example.org'])).toEqual([manager, sales]);
    expect(ids(['ancien@example.org', 'inconnu@example.org'])).toEqual([]);
  });

  it('are everybody active of a role, by its id or by its name, each once', () => {
    expect(ids([{ role: salesRole }])).toEqual([sales, manager]);
    expect(ids([{ role: ' commerciaux' }])).toEqual([sales, manager]);
    expect(ids(['responsable@example.org', { role: salesRole }])).toEqual([manager, sales]);
    expect(ids([{ role: 'Direction' }])).toEqual([]);
  });

  it('are nobody by the name of a role that could not be read, nor without a role', () => {
    const { roles, ...unread } = named([{ role: 'Commerciaux' }]);
    expect(roles).toHaveLength(1);
    expect(decidersOf(unread)).toEqual([]);
    const staff = company.staff.map(({ roleId, ...member }) => member);
    expect(decidersOf({ ...named([{ role: salesRole }]), staff })).toEqual([]);
  });

  it('are never the robots that happen to have the role', () => {
    expect(ids([{ role: robotRole }, 'vente@example.org'])).toEqual([formRobot, sales]);
    const settings = Settings.parse({ robotOwners: [robot, formRobot], deciders: [{ role: robotRole }] });
    expect(decidersOf({ ...company, settings })).toEqual([]);
    expect(firstDecider({ ...company, settings })).toBeUndefined();
  });

  it('are told to people by name, or as they were written where Pipedrive knows nobody', () => {
    const deciders = ['vente@example.org', { role: salesRole }, 'inconnu@example.org', { role: 'Direction' }];
    expect(deciderNames(named(deciders))).toEqual([
      'Chargée de clientèle',
      'Responsable commercial',
      'inconnu@example.org',
      'Direction',
    ]);
  });
});
