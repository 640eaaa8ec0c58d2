import { describe, expect, it } from 'vitest';
import { wrongNames } from '#core/check-names.ts';
import { isRobotOwner, nearestName, placeOf, robotOwnerId, staffOf } from '#core/company.ts';
import { aCompany, aField, former, formRobot, robot, sales } from '../kit/account-request-samples.ts';

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

describe('names that mean nothing', () => {
  it('E-13 a field under another name is said, with the nearest', () => {
    const company = aCompany({ fields: { requestState: 'Etat du compte', accountId: 'Identifiant' } });
    const personFields = [aField('État du compte'), aField('Identifiant')];
    expect(wrongNames({ ...company, personFields })).toEqual([
      { path: 'fields.requestState', name: 'Etat du compte', nearest: 'État du compte' },
    ]);
  });

  it('E-35 a field of a priority may be the deal’s or the person’s, and is said when it is neither’s', () => {
    const company = aCompany({ priority: { fields: { volume: 'dossiers par an', deadline: 'Echeance' } } });
    const fields = { dealFields: [aField('Échéance')], personFields: [aField('Dossiers par an')] };
    expect(wrongNames({ ...company, ...fields })).toEqual([
      { path: 'priority.fields.deadline', name: 'Echeance', nearest: 'Échéance' },
    ]);
  });

  it('E-31 an owner who left, or never was, is said', () => {
    const company = aCompany({
      robotOwners: [robot, 'robto@example.org'],
      owners: { rule: 'fixed', fixed: former },
    });
    expect(wrongNames(company)).toEqual([
      { path: 'robotOwners.1', name: 'robto@example.org', nearest: 'robot@example.org' },
      { path: 'owners.fixed', name: '24', nearest: null },
    ]);
    expect(wrongNames(aCompany())).toEqual([]);
  });
});
