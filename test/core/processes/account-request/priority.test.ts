import { describe, expect, it } from 'vitest';
import type { Company } from '#core/company.ts';
import type { Event } from '#core/events.ts';
import { priorityOf } from '#core/processes/account-request/priority.ts';
import { callSubject, priorityText } from '#core/processes/account-request/priority-texts.ts';
import {
  aCompany,
  acceptance,
  aDeal,
  aField,
  aPerson,
  observed,
} from '../../../kit/account-request-samples.ts';
import { given } from '../../../kit/given-when-then.ts';
import { priorityCompany, vip } from '../../../kit/priority-samples.ts';

const callFailed: Event = {
  type: 'effect-failed',
  effectId: 'call',
  kind: 'ensure-call-activity',
  decision: 0,
  problem: { word: 'rejected', title: { fr: 'Non', en: 'No' }, detail: { fr: 'Non', en: 'No' } },
};

describe('which requests are a priority (E-35)', () => {
  it('fields that the CRM does not have, or no setting at all, make nothing a priority', () => {
    for (const company of [{ ...priorityCompany(), dealFields: [] }, aCompany()]) {
      expect(given([observed({ deals: [vip(1001)] })], { company }).state.priority).toBeNull();
    }
  });

  it('the task is not asked for again when it stops being one and becomes one again', () => {
    given([observed({ deals: [vip(1001)] })], { company: priorityCompany() })
      .when(observed({ deals: [vip(1000)] }))
      .thenMoves({
        step: 'pending',
        state: { priority: null },
        effects: [],
        says: 'Demande plus prioritaire',
      })
      .when(observed({ deals: [vip(4000)] }))
      .thenMoves({ step: 'pending', state: { priority: {} }, effects: [], says: 'Demande prioritaire' });
  });

  it('the task waits for the deal, and its failure holds nothing back', () => {
    const company = priorityCompany();
    const personFields = company.dealFields;
    const person = aPerson({ customFields: vip(1001).customFields });
    const alone = given([observed({ person, deals: [] })], { company: { ...company, personFields } });
    expect(alone.state).toMatchObject({ priority: { volume: 1001 }, callAsked: false });
    alone
      .when(observed({ person }))
      .thenMoves({ step: 'pending', effects: [{ kind: 'ensure-call-activity', dealId: 90 }] })
      .when(callFailed)
      .thenMoves({ step: 'pending', state: { decision: null } })
      .when(acceptance())
      .thenMoves({ step: 'accepting', state: { decision: { failed: [] } } })
      .andAllDone()
      .when(acceptance())
      .thenNothing(/a déjà accepté/);
  });

  /** A company with the one condition given. */
  const company = (priority: object, labels: string[] = []): Company => ({
    ...aCompany({ priority }),
    dealFields: [aField('Champ', labels)],
  });
  const stated = (value: string | number | null) => aDeal({ customFields: { 'code of Champ': value } });

  it.each([
    ['1 001', 1001],
    ['1\u202f001', 1001],
    ['1000.5', 1000.5],
    [1001, 1001],
  ])('a volume written %s counts', (value, volume) => {
    const found = priorityOf(company({ fields: { volume: 'Champ' } }), stated(value), null);
    expect(found).toEqual({ volume, deadline: null });
  });

  it.each(['1000', 'plus de 2000', '2000-3000', '', ' '])('a volume written "%s" does not', (value) => {
    expect(priorityOf(company({ fields: { volume: 'Champ' } }), stated(value), null)).toBeNull();
  });

  it('the number of an option is no volume; its label is', () => {
    const options = company({ fields: { volume: 'Champ' }, volumeAbove: 1 }, ['1', '5000']);
    expect(priorityOf(options, stated(2), null)).toEqual({ volume: 5000, deadline: null });
    expect(priorityOf(options, stated(2000), null)).toBeNull();
  });

  it.each(['Dès que possible', 'des que POSSIBLE ', 'dès  que possible.'])(
    'the deadline "%s" is meant',
    (text) => {
      const found = priorityOf(company({ fields: { deadline: 'Champ' } }), stated(text), null);
      expect(found).toEqual({ volume: null, deadline: text.trim() });
    },
  );

  it('a setting without any field makes nothing a priority', () => {
    expect(priorityOf(company({}), stated(5000), null)).toBeNull();
  });

  it('what the deal says wins over what the person says', () => {
    const both = company({ fields: { volume: 'Champ' } });
    const person = aPerson({ customFields: { 'code of Champ': 5000 } });
    const fields = { ...both, personFields: both.dealFields };
    expect(priorityOf(fields, stated(10), person)).toBeNull();
    expect(priorityOf(fields, stated(null), person)).toEqual({ volume: 5000, deadline: null });
  });
});

describe('what staff read of a priority', () => {
  const { settings } = priorityCompany();

  it('names the numbers and the deadline', () => {
    const priority = { volume: 2500, deadline: 'Dès que possible' };
    expect(priorityText(priority, settings, 'fr').replaceAll('\u202f', ' ')).toBe(
      'Demande prioritaire : plus de 1 000 dossiers par an (2 500 annoncés), dès que possible. Appelez avant de décider.',
    );
    expect(priorityText(priority, settings, 'en')).toBe(
      'Priority request: more than 1,000 files a year (2,500 stated), deadline “Dès que possible”. Call before deciding.',
    );
    expect(priorityText({ ...priority, volume: null }, settings, 'fr')).toBe(
      'Demande prioritaire : dès que possible. Appelez avant de décider.',
    );
  });

  it('names whom to call', () => {
    expect(callSubject('Camille', null, 'fr')).toBe('Appeler avant de décider : Camille');
    expect(callSubject('Camille', 'Mairie', 'en')).toBe('Call before deciding: Camille (Mairie)');
  });
});
