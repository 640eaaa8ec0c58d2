import { describe, expect, it } from 'vitest';
import { Settings } from '#core/settings.ts';
import {
  aCompany,
  acceptance,
  actor,
  aDeal,
  aPerson,
  evidenceRecorded,
  evidenceRequest,
  manager,
  observed,
  refusal,
  refusedPlace,
  sales,
  timer,
  undoing,
} from '../../../kit/account-request-samples.ts';
import { given } from '../../../kit/given-when-then.ts';

/** Refusing (demarches-simplifiees.md 3.3): what is lost, what is said, and what is asked for instead. */
describe('edge cases: refuse', () => {
  it('E-41 the request is being refused from the click on', () => {
    given([observed()])
      .when(refusal())
      .thenMoves({ step: 'refusing', state: { decision: { type: 'refuse', outstanding: { length: 3 } } } })
      .andAllDone()
      .when(refusal())
      .thenNothing(/^Chargée de clientèle a déjà refusé cette demande depuis Pipedrive/);
  });

  it('E-42 a second click sends nothing more', () => {
    const refused = given([observed(), refusal()]);
    refused
      .when(refusal('no-public-service', null, actor(manager)))
      .thenNothing(/^Chargée de clientèle a déjà refusé/);
    refused.when(acceptance(actor(manager))).thenRefused(/^Chargée de clientèle a déjà refusé/);
    expect(refused.effects.filter(({ kind }) => kind === 'send-email')).toHaveLength(1);
  });

  it('E-43 the mail is the last thing, after the CRM', () => {
    given([observed()])
      .when(refusal())
      .thenMoves({
        step: 'refusing',
        effects: [{ kind: 'ensure-deal-placed' }, { kind: 'ensure-person-owner' }, { kind: 'send-email' }],
      });
  });

  it('E-44 a deal already won is never lost', () => {
    given([observed(), observed({ deals: [aDeal({ status: 'won' })] })])
      .when(refusal())
      .thenMoves({
        step: 'refusing',
        effects: [{ kind: 'ensure-person-owner' }, { kind: 'send-email', template: 'refusal-individual' }],
      });
  });

  it('E-45 an unrelated open deal of the person stays where it is', () => {
    given([observed({ deals: [aDeal({ id: 99, ownerId: sales }), aDeal()] })])
      .when(refusal())
      .thenMoves({
        step: 'refusing',
        state: { otherDealIds: [99] },
        effects: [
          { kind: 'ensure-deal-placed', dealId: 90, status: 'lost', ...refusedPlace },
          { kind: 'ensure-person-owner' },
          { kind: 'send-email' },
        ],
      });
  });

  it('E-46 a doubtful address leads to a document, not to a refusal', () => {
    const asked = given([observed({ person: aPerson({ emails: ['mairie.valmont@example.net'] }) })])
      .when(evidenceRequest('Un courriel depuis l’adresse de la mairie'))
      .thenMoves({
        step: 'awaiting-evidence',
        effects: [
          {
            kind: 'send-email',
            template: 'evidence-request',
            to: 'mairie.valmont@example.net',
            variables: { document: 'Un courriel depuis l’adresse de la mairie' },
          },
        ],
        timers: ['evidence-reminder', 'evidence-expiry'],
      });
    asked.when(evidenceRecorded).thenMoves({ step: 'pending', state: { evidence: null }, effects: [] });
    asked.when(timer('evidence-reminder')).thenMoves({
      step: 'awaiting-evidence',
      effects: [{ kind: 'send-email', template: 'evidence-reminder' }],
    });
    asked
      .when(timer('evidence-expiry'))
      .thenMoves({ step: 'pending', state: { evidence: { expired: true } }, effects: [] });
  });

  it('E-46 the default reasons have none for a consumer address', () => {
    const keys = Settings.parse({}).refusalReasons.map(({ key }) => key);
    expect(keys).toEqual(['individual', 'no-public-service', 'form-filler']);
  });

  it('E-47 somebody who only wants to fill in a form gets another reply', () => {
    given([observed()])
      .when(refusal('form-filler'))
      .thenMoves({
        step: 'refusing',
        effects: [
          { kind: 'ensure-deal-placed', lostReason: 'Souhaite remplir un formulaire' },
          { kind: 'ensure-person-owner' },
          { kind: 'send-email', template: 'refusal-form-filler' },
        ],
      });
  });

  it('E-48 the reason and the note are kept on the deal, in the mail and in the history', () => {
    given([observed()])
      .when(refusal('no-public-service', 'Vu avec la préfecture.'))
      .thenMoves({
        step: 'refusing',
        state: { decision: { reason: 'no-public-service', note: 'Vu avec la préfecture.' } },
        effects: [
          {
            kind: 'ensure-deal-placed',
            lostReason: 'Pas de mission de service public : Vu avec la préfecture.',
          },
          { kind: 'ensure-person-owner', requestState: 'refused' },
          {
            kind: 'send-email',
            variables: { reasonLabel: 'Pas de mission de service public', note: 'Vu avec la préfecture.' },
          },
        ],
      });
  });

  it('E-48 a reason outside the list is refused', () => {
    given([observed()], { company: aCompany({ refusalReasons: [{ key: 'autre', label: 'Autre' }] }) })
      .when(refusal('individual'))
      .thenRefused('Le motif « individual » n’existe pas dans les réglages. Choisissez-en un de la liste.');
  });

  it('a refusal is taken back inside the undo time, and not after', () => {
    const refused = given([observed(), refusal()], { company: aCompany({ undoSeconds: 10 }) });
    refused
      .when(undoing, '2026-11-22T09:30:09.999Z')
      .thenMoves({ step: 'pending', state: { decision: null } });
    refused
      .when(undoing, '2026-11-22T09:30:10.000Z')
      .thenRefused('Trop tard pour annuler : la décision est en cours d’exécution.');
  });

  it('a request without a deal, without an address, is refused without a mail', () => {
    given([observed({ person: aPerson({ emails: [] }), deals: [] })])
      .when(refusal())
      .thenMoves({ step: 'refusing', effects: [{ kind: 'ensure-person-owner', ownerId: sales }] });
  });
});
