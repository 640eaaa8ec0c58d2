import { describe, expect, it } from 'vitest';
import type { Event } from '#core/events.ts';
import { allowedCommands } from '#core/processes/account-request/allowed-commands.ts';
import { accountRequest } from '#core/processes/account-request/process.ts';
import {
  aCompany,
  acceptance,
  accountCreated,
  actor,
  aDeal,
  anOrganization,
  aPerson,
  formRobot,
  lookedUp,
  observed,
  refusal,
  robot,
  sales,
} from '../../../kit/account-request-samples.ts';
import { given, givenNothing, now } from '../../../kit/given-when-then.ts';

/** Listing and matching (demarches-simplifiees.md 3.1): who is a request, and who has an account already. */
describe('edge cases: listing and matching', () => {
  it('E-09 an account that found nobody is tried again once it is heard into whom they were merged', () => {
    const failure: Event = {
      type: 'effect-failed',
      effectId: 'effect-1',
      kind: 'ensure-admin-account',
      decision: 1,
      problem: { word: 'not-found', title: { fr: 'Partie', en: 'Gone' }, detail: { fr: '', en: '' } },
    };
    const { state } = given([observed(), acceptance(), failure]);
    const decided = (personId: number) =>
      accountRequest.decide(state, observed({ person: aPerson({ id: personId, name: 'Relue' }) }), {
        now,
        company: aCompany(),
        turn: 0,
      });
    expect(decided(71)).toMatchObject({
      state: { step: 'accepting', person: { id: 71 }, decision: { failed: [] } },
      retryFailed: { decision: 1, kind: 'ensure-admin-account' },
    });
    expect(decided(state.person.id)).toMatchObject({
      state: { decision: { failed: ['ensure-admin-account'] } },
      retryFailed: null,
    });
  });

  it('E-05 an address in capitals is looked up, kept and mailed in its one form', () => {
    givenNothing()
      .when(observed({ person: aPerson({ emails: ['Camille@MAIRIE.Example.ORG'] }) }))
      .thenMoves({
        step: 'pending',
        state: { person: { emails: ['camille@mairie.example.org'] } },
        effects: [{ kind: 'find-admin-account', emails: ['camille@mairie.example.org'] }],
        says: 'Demande reçue',
      });
  });

  it.each([
    ['a plain space', ' camille@mairie.example.org '],
    ['a no-break space', '\u00A0camille@mairie.example.org'],
    ['a thin space', 'camille@mairie.example.org\u2009'],
    ['a zero-width space inside', 'camille@\u200Bmairie.example.org'],
    ['an ideographic space and a tab', '\u3000camille@mairie.example.org\t'],
  ])('E-06 %s around the address does not make another person', (_what, typed) => {
    givenNothing()
      .when(observed({ person: aPerson({ emails: [typed] }) }))
      .thenMoves({ step: 'pending', state: { person: { emails: ['camille@mairie.example.org'] } } });
  });

  it('E-07 the account of any address counts, and the journal shows which one', () => {
    given([observed({ person: aPerson({ emails: ['perso@example.net', 'camille@mairie.example.org'] }) })])
      .when(lookedUp({ id: 'a1', state: 'active', email: 'camille@mairie.example.org' }))
      .thenMoves({
        step: 'withdrawn',
        state: { account: { email: 'camille@mairie.example.org', created: false } },
        says: 'Un compte existe déjà pour camille@mairie.example.org',
      });
  });

  it('E-08 without an address the request is listed as incomplete and cannot be accepted', () => {
    const incomplete = givenNothing()
      .when(observed({ person: aPerson({ emails: [] }) }))
      .thenMoves({ step: 'incomplete', effects: [] });
    expect(allowedCommands(incomplete.state, now, false)).toEqual(['refuse-request']);
    incomplete
      .when(acceptance())
      .thenRefused(
        'La personne n’a pas d’adresse e-mail utilisable : ajoutez-la dans Pipedrive, puis décidez.',
      );
    incomplete.when(observed()).thenMoves({
      step: 'pending',
      effects: [{ kind: 'find-admin-account' }],
      says: 'Adresse ajoutée : camille@mairie.example.org',
    });
  });

  it('E-08 an unusable address is no address', () => {
    givenNothing()
      .when(observed({ person: aPerson({ emails: ['à compléter', 'camille@mairie'] }) }))
      .thenMoves({ step: 'incomplete', effects: [] });
  });

  it('E-09 a second record with the same address joins, and neither stays with the robot', () => {
    const twin = { personId: 71, personName: 'C. Exemple', at: now };
    const joined = given([observed()])
      .when({ type: 'submission-joined', joined: twin })
      .thenMoves({ step: 'pending', state: { duplicates: [{ personId: 71, personName: 'C. Exemple' }] } });
    joined.when({ type: 'submission-joined', joined: twin }).thenNothing('Rien de nouveau.');
    joined.when(acceptance()).thenMoves({
      step: 'accepting',
      effects: [
        { kind: 'ensure-admin-account' },
        { kind: 'ensure-deal-placed', dealId: 90 },
        { kind: 'ensure-person-owner', personId: 70, ownerId: sales },
        { kind: 'ensure-person-owner', personId: 71, ownerId: sales },
        { kind: 'send-email' },
      ],
    });
  });

  it('E-10 without an organization the request is decided like any other', () => {
    const orphan = { person: aPerson({ organizationId: null }), deals: [], organization: null };
    given([observed(orphan)])
      .when(acceptance())
      .thenMoves({
        step: 'accepting',
        state: { organization: null },
        effects: [
          { kind: 'ensure-admin-account' },
          { kind: 'ensure-deal-placed', organizationId: null, title: 'Camille Exemple' },
          { kind: 'ensure-person-owner' },
          { kind: 'send-email', variables: { organizationName: '' } },
        ],
      });
  });

  it('E-10 an organization that is deleted later leaves the request, not the queue', () => {
    given([observed()])
      .when(
        observed({
          person: aPerson({ organizationId: null }),
          deals: [aDeal({ organizationId: null })],
          organization: null,
        }),
      )
      .thenMoves({
        step: 'pending',
        state: { organization: null },
        says: 'Organisation détachée : Mairie d’Exemple',
      });
  });

  it.each([
    ['one id of several', [robot, formRobot], robot, true],
    ['another id of several', [robot, formRobot], formRobot, true],
    ['an e-mail', ['robot@example.org'], robot, true],
    ['the id that was replaced', [robot], formRobot, false],
    ['a colleague', [robot], sales, false],
    ['nobody', [robot], null, false],
  ])('E-12 the robot owners are configuration: %s', (_what, robotOwners, ownerId, isRequest) => {
    const when = givenNothing({ company: aCompany({ robotOwners }) }).when(
      observed({ person: aPerson({ ownerId }) }),
    );
    if (isRequest) when.thenMoves({ step: 'pending' });
    else when.thenNothing('Cette personne n’a pas de demande de compte.');
  });

  it('E-18 a prospect’s deal with a colleague stays his: the request gets a deal of its own', () => {
    const prospect = aDeal({ id: 60, ownerId: sales, pipelineId: 2, stageId: 4 });
    given([observed({ deals: [prospect] })])
      .when(acceptance())
      .thenMoves({
        step: 'accepting',
        state: { otherDealIds: [60] },
        effects: [
          { kind: 'ensure-admin-account' },
          { kind: 'ensure-deal-placed', dealId: null, createIfMissing: true, ...accountCreated },
          { kind: 'ensure-person-owner' },
          { kind: 'send-email' },
        ],
      });
  });

  it('E-20 the name in the CRM holds: a second sign-up replaces nothing, a correction there is followed', () => {
    const joined = given([observed()])
      .when({ type: 'submission-joined', joined: { personId: 71, personName: 'camille', at: now } })
      .thenMoves({ step: 'pending', state: { person: { name: 'Camille Exemple' } } });
    joined
      .when(observed({ person: aPerson({ name: 'Camille Exemple-Durand' }) }))
      .thenMoves({ step: 'pending', says: 'Nom modifié : Camille Exemple-Durand' })
      .when(acceptance())
      .thenMoves({
        step: 'accepting',
        effects: [
          { kind: 'ensure-admin-account', displayName: 'Camille Exemple-Durand' },
          { kind: 'ensure-deal-placed' },
          { kind: 'ensure-person-owner' },
          { kind: 'ensure-person-owner' },
          { kind: 'send-email', variables: { personName: 'Camille Exemple-Durand' } },
        ],
      });
  });

  it('a colleague who takes the person over in Pipedrive ends the wait, and is named', () => {
    const taken = given([observed()])
      .when(observed({ person: aPerson({ ownerId: sales }) }))
      .thenMoves({ step: 'withdrawn', says: 'Prise en charge dans Pipedrive par Chargée de clientèle' });
    taken
      .when(refusal('individual', null, actor()))
      .thenRefused('Cette demande n’est plus à traiter : un collègue s’en occupe dans Pipedrive.');
    taken.when(observed()).thenMoves({ step: 'pending', says: 'Personne rendue au propriétaire robot' });
  });

  it.each([
    ['deal', { deals: [] }, {}, 'Affaire : Mairie d’Exemple'],
    [
      'organization name',
      { organization: null },
      { organization: anOrganization },
      'Organisation : Mairie d’Exemple',
    ],
    ['nothing', {}, {}, null],
  ])('what the CRM tells later is told once: %s', (_what, before, after, says) => {
    const when = given([observed(before)]).when(observed(after));
    if (says === null) when.thenNothing('Rien de nouveau.');
    else when.thenMoves({ step: 'pending', says });
  });
});
