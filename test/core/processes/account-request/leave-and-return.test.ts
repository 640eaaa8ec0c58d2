import { describe, expect, it } from 'vitest';
import type { Event } from '#core/events.ts';
import {
  aCompany,
  aDeal,
  anOrganization,
  aPerson,
  evidenceRequest,
  formRobot,
  lookedUp,
  manager,
  observed,
  reconsideration,
  refusal,
  robot,
  sales,
} from '../../../kit/account-request-samples.ts';
import { type Given, given } from '../../../kit/given-when-then.ts';

const lost = aDeal({ status: 'lost', ownerId: sales });
const again = aDeal({ id: 95 });
const oldAddress = 'camille@mairie.example.org';
const newAddress = 'camille.exemple@mairie.example.org';

/** What the CRM tells of a person somebody holds, by default with the deal a refusal lost. */
const heldBy = (ownerId: number, deals = [lost]): Event => observed({ person: aPerson({ ownerId }), deals });
const withAddress = (address: string): Event => observed({ person: aPerson({ emails: [address] }) });
const accountAt = (email: string): Event => lookedUp({ id: 'a1', state: 'active', email });
const lookUpsOf = ({ effects }: Given) => effects.filter(({ kind }) => kind === 'find-admin-account');

describe('a request sent in again after a refusal', () => {
  const reopened = () =>
    given([observed(), refusal()])
      .andAllDone()
      .when(heldBy(sales, [again, lost]))
      .thenMoves({ step: 'pending', state: { dealId: 95 }, says: 'Formulaire envoyé à nouveau' });

  it('stays open while the colleague it was given to holds its person', () => {
    reopened()
      .when(heldBy(sales, [again, lost]))
      .thenNothing('Rien de nouveau.');
  });

  it('leaves when another colleague takes the person, and returns with the next form', () => {
    reopened()
      .when(heldBy(manager, [again, lost]))
      .thenMoves({ step: 'withdrawn', says: 'Prise en charge dans Pipedrive par Responsable commercial' })
      .when(heldBy(manager, [aDeal({ id: 97 }), again, lost]))
      .thenMoves({ step: 'pending', state: { otherDealIds: [97] }, says: 'Formulaire envoyé à nouveau' });
  });

  it('is heard when the form came while the refusal was carried out', () => {
    given([observed(), refusal(), observed({ deals: [again, aDeal()] })])
      .andAllDone()
      .when(heldBy(sales, [again, lost]))
      .thenMoves({ step: 'pending', state: { dealId: 95 }, says: 'Formulaire envoyé à nouveau' });
  });
});

describe('our own changes of owner are nobody’s word', () => {
  it('a reconsideration still on its way leaves the request open, also under a later decision', () => {
    const reconsidered = given([observed(), refusal()]).andAllDone().and(reconsideration);
    reconsidered
      .and(evidenceRequest())
      .when(heldBy(sales, [aDeal({ ownerId: robot })]))
      .thenNothing('Rien de nouveau.');
  });

  it('a refused person given to a robot owner stays refused', () => {
    const company = aCompany({ owners: { rule: 'fixed', fixed: robot } });
    given([observed(), refusal()], { company })
      .andAllDone()
      .when(heldBy(robot, [aDeal({ status: 'lost', ownerId: robot })]))
      .thenNothing('Rien de nouveau.');
  });

  it('what another record of the person got says nothing about the request’s own', () => {
    const done = given([observed(), refusal()]);
    done
      .when({
        type: 'effect-done',
        effectId: 'e',
        kind: 'ensure-person-owner',
        decision: 1,
        result: { personId: 71, ownerId: sales },
      })
      .thenMoves({ step: 'refusing', state: { ownerId: formRobot } });
  });
});

describe('the account of an address the person no longer has', () => {
  it('found late, it is a stranger’s', () => {
    given([withAddress(oldAddress), withAddress(newAddress)])
      .when(accountAt(oldAddress))
      .thenNothing('Rien de nouveau.');
  });

  it('found before, it no longer keeps the request away', () => {
    given([withAddress(oldAddress), accountAt(oldAddress)])
      .when(withAddress(newAddress))
      .thenMoves({
        step: 'pending',
        state: { account: null },
        effects: [{ kind: 'find-admin-account', emails: [newAddress] }],
        says: `Adresse modifiée : ${newAddress}`,
      });
  });

  it('an address that comes back is looked up anew, under a key of its own', () => {
    const moved = given([withAddress(oldAddress), withAddress(newAddress), withAddress(oldAddress)]);
    expect(lookUpsOf(moved)).toHaveLength(3);
    expect(moved.state.lookUpCount).toBe(3);
  });
});

describe('a deal a colleague took', () => {
  const taken = aDeal({ ownerId: sales, stageId: 2 });
  it('is no longer the request’s: a refusal does not touch it', () => {
    given([observed()])
      .when(observed({ deals: [taken] }))
      .thenMoves({
        step: 'pending',
        state: { dealId: null, otherDealIds: [90] },
        says: 'Affaire reprise par un collègue : Mairie d’Exemple',
      })
      .when(refusal())
      .thenMoves({
        step: 'refusing',
        effects: [{ kind: 'ensure-person-owner' }, { kind: 'send-email' }],
      });
  });
});

describe('the name of the organization', () => {
  it('is the one of the request’s own deal, not of a newer deal of somebody else', () => {
    const person = aPerson({ organizationId: null });
    const deals = [aDeal({ id: 99, ownerId: sales, organizationId: 77 }), aDeal({ organizationId: 88 })];
    const other = { ...anOrganization, id: 77, name: 'Autre organisme' };
    given([observed({ person, deals, organization: other })])
      .when(observed({ person, deals, organization: { ...anOrganization, id: 88 } }))
      .thenMoves({
        step: 'pending',
        state: { organization: { id: 88, name: 'Mairie d’Exemple' } },
        says: 'Organisation : Mairie d’Exemple',
      });
  });
});
