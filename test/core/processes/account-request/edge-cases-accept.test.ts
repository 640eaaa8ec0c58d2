import { describe, expect, it } from 'vitest';
import { placeOfTarget } from '#core/processes/account-request/plans.ts';
import { targetsOf } from '#core/settings.ts';
import {
  aCompany,
  acceptance,
  accountCreated,
  actor,
  aDeal,
  aPerson,
  lookedUp,
  manager,
  observed,
  reconsideration,
  reconsidered,
  refusal,
  refusedPlace,
  sales,
} from '../../../kit/account-request-samples.ts';
import { given } from '../../../kit/given-when-then.ts';
import { priorityCompany, vip } from '../../../kit/priority-samples.ts';

/** Accepting (demarches-simplifiees.md 3.2): what is planned, for whom, and what is left alone. */
describe('edge cases: accept', () => {
  it('E-24 several deals: only the request’s own open deal moves', () => {
    const deals = [
      aDeal({ id: 93, ownerId: sales, title: 'Renouvellement' }),
      aDeal({ id: 90 }),
      aDeal({ id: 89, ownerId: manager }),
    ];
    given([observed({ deals })])
      .when(acceptance())
      .thenMoves({
        step: 'accepting',
        state: { dealId: 90, otherDealIds: [93, 89] },
        effects: [
          { kind: 'ensure-admin-account' },
          { kind: 'ensure-deal-placed', dealId: 90, ownerId: sales, status: 'open', ...accountCreated },
          { kind: 'ensure-person-owner' },
          { kind: 'send-email' },
        ],
      });
  });

  it.each(['won', 'lost', 'deleted'] as const)('E-25 a deal that is %s is never the request’s', (status) => {
    given([observed({ deals: [aDeal({ status })] })])
      .when(acceptance())
      .thenMoves({
        step: 'accepting',
        state: { dealId: null },
        effects: [
          { kind: 'ensure-admin-account' },
          { kind: 'ensure-deal-placed', dealId: null, createIfMissing: true, mayReopen: false },
          { kind: 'ensure-person-owner' },
          { kind: 'send-email' },
        ],
      });
  });

  it('E-25 a deal somebody closes before the decision is let go, and the journal says so', () => {
    given([observed()])
      .when(observed({ deals: [aDeal({ status: 'won' })] }))
      .thenMoves({
        step: 'pending',
        state: { dealId: null },
        says: 'Affaire fermée ou supprimée : Mairie d’Exemple',
      });
  });

  it('E-26 a person without a deal gets one of their own', () => {
    given([observed({ deals: [] })])
      .when(acceptance())
      .thenMoves({
        step: 'accepting',
        effects: [
          { kind: 'ensure-admin-account' },
          {
            kind: 'ensure-deal-placed',
            dealId: null,
            personId: 70,
            organizationId: 80,
            title: 'Mairie d’Exemple',
            createIfMissing: true,
            ...accountCreated,
          },
          { kind: 'ensure-person-owner' },
          { kind: 'send-email' },
        ],
      })
      .andAllDone({ 'ensure-deal-placed': { dealId: 95, leftAlone: null } })
      .when(acceptance())
      .thenNothing(/^Chargée de clientèle a déjà accepté cette demande depuis Pipedrive, le 22 nov\. 2026/);
  });

  it('E-27 two deciders: the first decision holds, and the second one is told whose it is', () => {
    const accepted = given([observed(), acceptance(actor(sales))]);
    accepted.when(acceptance(actor(manager))).thenNothing(/^Chargée de clientèle a déjà accepté/);
    accepted
      .when(refusal('individual', null, actor(manager)))
      .thenRefused(/^Chargée de clientèle a déjà accepté/);
    expect(accepted.effects.filter(({ kind }) => kind === 'ensure-admin-account')).toHaveLength(1);
  });

  it('E-28 what is mailed and created comes from the CRM, never from the click', () => {
    given([observed({ person: aPerson({ emails: ['ancienne@mairie.example.org'] }) }), observed()])
      .when(acceptance())
      .thenMoves({
        step: 'accepting',
        effects: [
          { kind: 'ensure-admin-account', emails: ['camille@mairie.example.org'] },
          { kind: 'ensure-deal-placed' },
          { kind: 'ensure-person-owner' },
          { kind: 'send-email', to: 'camille@mairie.example.org' },
        ],
      });
  });

  it('E-29 a target outside the list is refused', () => {
    given([observed()])
      .when(acceptance(actor(), { target: 'prefecture' }))
      .thenRefused(
        'La destination « prefecture » n’existe pas dans les réglages. Choisissez-en une de la liste.',
      );
  });

  it('E-29 every target of the settings leads to its own stage', () => {
    const company = aCompany({
      targets: [
        { key: 'suspect', label: 'Suspect', pipeline: 'Suspects', stage: 'Compte créé' },
        { key: 'organisme', label: 'Organisme', pipeline: 'Organismes', stage: 'En discussion' },
      ],
    });
    expect(targetsOf(company.settings).map((target) => placeOfTarget(company, target))).toEqual([
      accountCreated,
      { pipelineId: 1, stageId: 2 },
    ]);
    given([observed()], { company })
      .when(acceptance(actor(), { target: 'organisme' }))
      .thenMoves({
        step: 'accepting',
        effects: [{}, { kind: 'ensure-deal-placed', pipelineId: 1, stageId: 2 }, {}, {}],
      });
  });

  it('E-29 a stage that was renamed away stops the decision, with the nearest name', () => {
    const company = aCompany({ stages: { accountCreated: 'Compte crée' } });
    given([observed()], { company })
      .when(acceptance())
      .thenRefused(
        'L’étape « Compte crée » n’existe pas dans Pipedrive (le plus proche : « Compte créé »). Un administrateur doit corriger les réglages de Passerelle.',
      );
  });

  it('E-33 one acceptance, one mail', () => {
    const { effects } = given([observed(), acceptance()]);
    expect(effects.filter(({ kind }) => kind === 'send-email')).toMatchObject([
      { template: 'welcome', to: 'camille@mairie.example.org', language: 'fr' },
    ]);
  });

  it('E-34 an account that is there needs no decision, and may still be linked', () => {
    const account = { id: 'a1', state: 'active', email: 'camille@mairie.example.org' } as const;
    const found = given([observed(), lookedUp(account)]);
    expect(found.state).toMatchObject({ step: 'withdrawn', withdrawnBecause: 'account-exists' });
    found
      .when(acceptance())
      .thenMoves({ step: 'accepting' })
      .andAllDone({ 'ensure-admin-account': { account, outcome: 'linked' } })
      .when(observed({ person: aPerson({ ownerId: sales, phones: [] }) }))
      .thenMoves({ step: 'accepted', state: { account: { id: 'a1', created: false } } });
  });

  it('E-35 more than 1,000 files a year, as soon as possible: marked, and one task to call', () => {
    const marked = given([observed({ deals: [vip(1001)] })], { company: priorityCompany() });
    expect(marked.state.priority).toEqual({ volume: 1001, deadline: 'Dès que possible' });
    expect(marked.effects.filter(({ kind }) => kind === 'ensure-call-activity')).toEqual([
      {
        kind: 'ensure-call-activity',
        dealId: 90,
        personId: 70,
        subject: 'Appeler avant de décider : Camille Exemple (Mairie d’Exemple)',
        type: 'call',
        ownerId: sales,
        dueOn: '2026-11-22',
      },
    ]);
  });

  it.each([
    ['exactly 1,000 files', vip(1000)],
    ['another deadline', vip(1001, 2)],
    ['no deadline', vip(1001, null)],
    ['no number', vip(null)],
    ['nothing at all', aDeal()],
  ])('E-35 no priority: %s', (_what, deal) => {
    const plain = given([observed({ deals: [deal] })], { company: priorityCompany() });
    expect(plain.state.priority).toBeNull();
    expect(plain.effects.map(({ kind }) => kind)).toEqual(['find-admin-account']);
  });

  it('E-36 a second administrator joins the original deal, and the duplicate leaves once it is noted', () => {
    given([observed()])
      .when(acceptance(actor(), { attachToDealId: 40 }))
      .thenMoves({
        step: 'accepting',
        effects: [
          { kind: 'ensure-admin-account' },
          { kind: 'ensure-person-owner' },
          { kind: 'send-email' },
          { kind: 'ensure-participant', dealId: 40, personId: 70 },
          { kind: 'keep-deal-as-note', fromDealId: 90, toDealId: 40 },
          { kind: 'remove-duplicate-deal', dealId: 90, intoDealId: 40, how: 'delete' },
        ],
      });
    given([observed()])
      .when(acceptance(actor(), { attachToDealId: 90 }))
      .thenRefused(
        'Cette affaire est celle de la demande : choisissez l’affaire d’origine, ou acceptez sans rattacher.',
      );
  });

  it('E-37 one click reconsiders a refusal, and then the request is accepted', () => {
    const lost = aDeal({ status: 'lost', ownerId: sales, ...refusedPlace });
    const refused = given([observed(), refusal()]).andAllDone();
    refused
      .when(observed({ person: aPerson({ ownerId: sales }), deals: [lost] }))
      .thenNothing('Rien de nouveau.');
    const reopened = refused.when(reconsideration).thenMoves({
      step: 'pending',
      state: { decisionCount: 2, pastDecisions: [{ type: 'refuse', reason: 'individual' }] },
      effects: [
        { kind: 'ensure-deal-placed', ownerId: 11, status: 'open', mayReopen: true, ...reconsidered },
        { kind: 'ensure-person-owner', ownerId: 11, requestState: 'pending' },
      ],
    });
    reopened
      .andAllDone()
      .when(acceptance(actor(manager)))
      .thenMoves({
        step: 'accepting',
        state: { pastDecisions: [{ type: 'refuse' }, { type: 'reconsider' }] },
        effects: [{}, { kind: 'ensure-deal-placed', dealId: 90, ...accountCreated }, {}, {}],
      });
  });
});
