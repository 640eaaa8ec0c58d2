import { describe, expect, it } from 'vitest';
import {
  aCompany,
  acceptance,
  actor,
  former,
  manager,
  observed,
  sales,
} from '../../../kit/account-request-samples.ts';
import { given } from '../../../kit/given-when-then.ts';

/** Who gets what an acceptance places (demarches-simplifiees.md 3.2). */
describe('edge cases: owners', () => {
  const outsider = {
    staffId: null,
    name: 'Support',
    email: 'support@example.org',
    surface: 'helpscout',
  } as const;
  it.each([
    ['the decider', { rule: 'decider' }, actor(manager), manager],
    [
      'a decider without a Pipedrive user: the fixed owner',
      { rule: 'decider', fixed: sales },
      outsider,
      sales,
    ],
    [
      'a decider without a Pipedrive user, no fixed owner: the first decider',
      { rule: 'decider' },
      outsider,
      sales,
    ],
    [
      'a decider whose Pipedrive user was deactivated: the first decider',
      { rule: 'decider' },
      actor(former),
      sales,
    ],
  ])('E-30 the deal goes to %s', (_what, owners, by, ownerId) => {
    given([observed()], { company: aCompany({ owners }) })
      .when(acceptance(by))
      .thenMoves({
        step: 'accepting',
        effects: [
          { kind: 'ensure-admin-account' },
          { kind: 'ensure-deal-placed', ownerId },
          { kind: 'ensure-person-owner', ownerId },
          { kind: 'send-email' },
        ],
      });
  });

  it('E-31 an owner who left the company gets nothing any more', () => {
    given([observed()], { company: aCompany({ owners: { rule: 'fixed', fixed: former } }) })
      .when(acceptance(actor(manager)))
      .thenMoves({
        step: 'accepting',
        effects: [{}, { kind: 'ensure-deal-placed', ownerId: manager }, { ownerId: manager }, {}],
      });
  });

  it('E-31 round-robin passes over nobody who is there', () => {
    const company = aCompany({
      owners: { rule: 'round-robin' },
      deciders: ['vente@example.org', 'ancien@example.org', 'responsable@example.org'],
    });
    const ownersByTurn = [0, 1, 2].map((turn) => {
      const { effects } = given([observed(), acceptance()], { company, turn });
      return effects.find((effect) => effect.kind === 'ensure-deal-placed')?.ownerId;
    });
    expect(ownersByTurn).toEqual([sales, manager, sales]);
  });

  it.each([
    [true, [{ kind: 'ensure-organization-owner', organizationId: 80, ownerId: sales }]],
    [false, []],
  ])('E-38 the organization follows its deal where the settings want it: %s', (wanted, expected) => {
    const { effects } = given([observed(), acceptance()], {
      company: aCompany({ updateOrganizationOwner: wanted }),
    });
    expect(effects.filter(({ kind }) => kind === 'ensure-organization-owner')).toEqual(expected);
  });
});
