import { describe, expect, it } from 'vitest';
import type { Effect } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import type { Advanced } from '#core/kernel/process.ts';
import { submission } from '#core/processes/submission/process.ts';
import { readSubmission, type SubmissionState } from '#core/processes/submission/state.ts';
import { aCompany, actor, observed } from '../../../kit/account-request-samples.ts';
import { now } from '../../../kit/given-when-then.ts';
import { carriedOut, received } from '../../../kit/submission-samples.ts';

type Moved = Advanced<SubmissionState, Effect>;

const context = { now, company: aCompany() };
const nobody = carriedOut('find-requester', { personId: null, organizationId: null, dealId: null });
const organizationMade = carriedOut('ensure-organization', { organizationId: 80 });
const personMade = carriedOut('ensure-person', { personId: 70 });
const dealMade = carriedOut('ensure-deal', { dealId: 90 });
const opened = carriedOut('open-request', { requestId: 'request-1' });
const noted = carriedOut('keep-submission-as-note', {});

function started(event: Event): Moved {
  const decision = submission.start(event, context);
  if (decision.outcome !== 'advanced') throw new Error(decision.reason.key);
  return decision;
}

/** The last of several events; each of them has to move the submission. */
function resulting(first: Event, ...events: Event[]): Moved {
  return events.reduce((before, event) => {
    const decision = submission.decide(before.state, event, context);
    if (decision.outcome !== 'advanced') throw new Error(`${event.type}: ${decision.reason.key}`);
    return decision;
  }, started(first));
}

const asked = ({ effects }: Moved) => effects.map(({ effect }) => effect);

describe('a submission of the public form', () => {
  it('is looked up first, and nothing else is asked for', () => {
    const begun = started(received());
    expect(begun.state.step).toBe('received');
    expect(asked(begun)).toEqual([
      {
        kind: 'find-requester',
        email: 'camille@mairie.example.org',
        organizationName: 'Mairie d’Exemple',
      },
    ]);
  });

  it('of somebody new makes organization, person and deal, tells the request, and leaves a note', () => {
    const events = [nobody, organizationMade, personMade, dealMade, opened, noted];
    const kinds = events.map((_event, index) => {
      const moved = resulting(received(), ...events.slice(0, index + 1));
      return [moved.state.step, ...asked(moved).map(({ kind }) => kind)];
    });
    expect(kinds).toEqual([
      ['entering', 'ensure-organization'],
      ['entering', 'ensure-person'],
      ['entering', 'ensure-deal'],
      ['entering', 'open-request'],
      ['entering', 'keep-submission-as-note'],
      ['entered'],
    ]);
    const { state } = resulting(received(), ...events);
    expect(state).toMatchObject({ personId: 70, organizationId: 80, dealId: 90, requestId: 'request-1' });
    expect(state.isKnownPerson).toBe(false);
  });

  it('asks for everything with what was found before', () => {
    expect(asked(resulting(received(), nobody, organizationMade))).toMatchObject([
      {
        kind: 'ensure-person',
        name: 'Camille Exemple',
        email: 'camille@mairie.example.org',
        phone: '+33 1 02 03 04 05',
        organizationId: 80,
        source: 'Formulaire public',
        requestedOn: '2026-11-22',
      },
    ]);
    expect(asked(resulting(received(), nobody, organizationMade, personMade))).toMatchObject([
      {
        kind: 'ensure-deal',
        title: 'Demande de compte administrateur - Mairie d’Exemple',
        personId: 70,
        organizationId: 80,
        need: 'Mettre en ligne les autorisations de voirie.',
      },
    ]);
  });

  it('of a known person with an open deal makes nothing new', () => {
    const known = carriedOut('find-requester', { personId: 70, organizationId: 80, dealId: 90 });
    const found = resulting(received(), known);
    expect(asked(found).map(({ kind }) => kind)).toEqual(['open-request']);
    expect(found.state.isKnownPerson).toBe(true);
  });

  it('of a known person without a deal makes the deal alone', () => {
    const known = carriedOut('find-requester', { personId: 70, organizationId: 80, dealId: null });
    expect(asked(resulting(received(), known)).map(({ kind }) => kind)).toEqual(['ensure-deal']);
  });

  it('tells what was asked for, line by line, where staff read it', () => {
    const from = received({ source: 'request-form/salon-2026', siren: '217500016' }, null);
    const [note] = asked(resulting(from, nobody, organizationMade, personMade, dealMade, opened));
    expect(note).toEqual({
      kind: 'keep-submission-as-note',
      dealId: 90,
      mark: 'Demande 12',
      lines: [
        'Reçue le\u00A0: 22 novembre 2026 à 10:00',
        'Origine\u00A0: Formulaire public (salon-2026)',
        'Nom\u00A0: Camille Exemple',
        'E-mail\u00A0: camille@mairie.example.org',
        'Téléphone\u00A0: +33 1 02 03 04 05',
        'Organisme\u00A0: Mairie d’Exemple',
        'SIREN / SIRET\u00A0: 217500016',
        'Besoin\u00A0: Mettre en ligne les autorisations de voirie.',
      ],
    });
  });
});

describe('a submission entered by staff', () => {
  it('bears their name to the request and into the note', () => {
    const entered = received({ source: 'phone', page: null }, actor());
    const opening = resulting(entered, nobody, organizationMade, personMade, dealMade);
    expect(asked(opening)).toMatchObject([{ kind: 'open-request', source: 'phone', by: actor() }]);
    const [note] = asked(resulting(entered, nobody, organizationMade, personMade, dealMade, opened));
    expect(note).toMatchObject({
      lines: expect.arrayContaining(['Origine\u00A0: Téléphone', 'Saisie par\u00A0: Chargée de clientèle']),
    });
  });

  it('needs neither an address nor an organization', () => {
    const entered = received({ email: null, organization: null, phone: null, need: null }, actor());
    expect(asked(resulting(entered, nobody))).toMatchObject([
      { kind: 'ensure-person', email: null, organizationId: null },
    ]);
    expect(asked(resulting(entered, nobody, personMade))).toMatchObject([
      { kind: 'ensure-deal', title: 'Demande de compte administrateur - Camille Exemple' },
    ]);
  });
});

describe('a second submission', () => {
  it('that joins while the first is being entered is told and noted too, after it (E-55)', () => {
    const second = received({ reference: '13', need: 'Aussi les inscriptions.' });
    const events = [nobody, second, organizationMade, personMade, dealMade, opened];
    const next = resulting(received(), ...events);
    expect(asked(next)).toMatchObject([{ kind: 'open-request' }]);
    const told = resulting(received(), ...events, opened);
    expect(asked(told)).toMatchObject([{ kind: 'keep-submission-as-note', mark: 'Demande 12' }]);
    const last = resulting(received(), ...events, opened, noted);
    expect(last.effects).toMatchObject([
      { key: 'keep-submission-as-note-2', effect: { mark: 'Demande 13' } },
    ]);
    expect(resulting(received(), ...events, opened, noted, noted).state.step).toBe('entered');
  });

  it('does not join one that is entered', () => {
    const { state } = resulting(received(), nobody, organizationMade, personMade, dealMade, opened, noted);
    expect(submission.decide(state, received(), context).outcome).toBe('ignored');
  });
});

describe('trouble', () => {
  const failed: Event = {
    type: 'effect-failed',
    effectId: 'e',
    kind: 'ensure-organization',
    decision: 1,
    problem: { word: 'rejected', title: { fr: 'Non', en: 'No' }, detail: { fr: 'Non', en: 'No' } },
  };

  it('stays visible where it is until somebody retries it', () => {
    const stuck = resulting(received(), nobody, failed);
    expect(stuck).toMatchObject({ state: { step: 'entering', failed: 'ensure-organization' }, effects: [] });
    const effect: Effect = { kind: 'ensure-organization', name: 'Mairie d’Exemple' };
    const retry: Event = { type: 'retry-requested', by: actor(), effectId: 'e', effect, decision: 1 };
    const again = submission.decide(stuck.state, retry, context);
    expect(again).toMatchObject({ state: { failed: null }, retry: { effectId: 'e', effect: null } });
  });

  it('ignores what does not concern it', () => {
    expect(submission.start(observed(), context).outcome).toBe('ignored');
    expect(submission.decide(started(received()).state, observed(), context).outcome).toBe('ignored');
  });
});

it('is found by its address, its organization and its page, under names of their own', () => {
  expect(submission.describe(started(received()).state)).toEqual({
    step: 'received',
    search: 'camille exemple camille mairie example org mairie d exemple',
    links: [
      { kind: 'submitted-email', value: 'camille@mairie.example.org' },
      { kind: 'submitted-organization', value: 'mairie d exemple' },
      { kind: 'requester-page', value: 'digest-of-the-page' },
    ],
  });
});

it('comes back from the store as it went in, and is not read by an older release', () => {
  const { state } = started(received());
  expect(readSubmission(JSON.parse(JSON.stringify(state)), 1)).toEqual(state);
  expect(() => readSubmission(state, 2)).toThrow('newer release');
});
