import { describe, expect, it } from 'vitest';
import { aFollowingCompany, ids } from '../../kit/conversion-samples.ts';
import { aPromise } from '../../kit/kept-conversions.ts';
import { due, monday, weekDigestStage } from '../../kit/week-digest-stage.ts';

/** When the conversions of the kit began. */
const followedSince = '2026-11-20T09:00:00.000Z';
const { outside, keep, query, send, texts } = weekDigestStage();

describe('what it says', () => {
  it('names what is late, what is promised this week, who moved on, and uses live', async () => {
    await keep(due('2026-11-20', 'Appel en retard'));
    await keep(due('2026-11-23', 'Retour du jour'));
    await keep(due('2026-11-29', 'Présentation de dimanche'));
    await keep(due('2026-11-30', 'La semaine d’après'));
    await keep(due('2026-11-24', 'Déjà tenue', { state: 'kept', endedAt: monday }));
    await keep({
      step: 'testing',
      stepSince: '2026-11-18T09:00:00.000Z',
      organization: { id: 1, name: '' },
      title: 'Mairie qui avance',
      useCases: [
        {
          number: 1,
          title: 'A',
          state: 'live',
          blocker: null,
          addedAt: monday,
          changedAt: '2026-11-18T09:00:00.000Z',
        },
        {
          number: 2,
          title: 'B',
          state: 'live',
          blocker: null,
          addedAt: monday,
          changedAt: '2026-01-18T09:00:00.000Z',
        },
        { number: 3, title: 'C', state: 'built', blocker: null, addedAt: monday, changedAt: monday },
      ],
    });
    await keep({ step: 'documented', stepSince: followedSince, title: 'Mairie trouvée là' });
    await keep({
      step: 'planned',
      stepSince: '2026-11-02T09:00:00.000Z',
      organization: { id: 2, name: 'Mairie immobile' },
    });
    await send();
    expect(texts()).toEqual([
      expect.stringContaining(
        [
          'En retard (1)',
          '- vendredi 20 novembre : Appel en retard',
          '',
          'Promis cette semaine (2)',
          '- lundi 23 novembre : Retour du jour',
          '- dimanche 29 novembre : Présentation de dimanche',
          '',
          'Ont avancé depuis une semaine (1)',
          '- Mairie qui avance : En test',
          '',
          'Cas d’usage en production : 2, dont 1 depuis une semaine',
        ].join('\n'),
      ),
    ]);
    expect(outside.mailer.sent[0]).toMatchObject({ to: 'vente@example.org', language: 'fr' });
  });

  it('tells each owner of their own clients alone, as far as they may see them', async () => {
    await keep(due('2026-11-24', 'du premier'));
    await keep({ ...due('2026-11-24', 'du second'), ownerId: ids.second });
    await keep({ ...due('2026-11-24', 'caché'), seenBy: [ids.second] });
    await send();
    const byReader = new Map(outside.mailer.sent.map(({ to, text }) => [to, text]));
    expect([...byReader.keys()].toSorted()).toEqual(['support@example.org', 'vente@example.org']);
    expect(byReader.get('vente@example.org')).toContain('du premier');
    expect(byReader.get('vente@example.org')).not.toMatch(/second|caché/);
    expect(byReader.get('support@example.org')).not.toContain('premier');
  });

  it('counts what it does not name', async () => {
    const promises = Array.from({ length: 20 }, (_one, index) =>
      aPromise({ number: index + 1, dueOn: '2026-11-24', text: `Appel ${index}` }),
    );
    await keep({ promises });
    await send();
    expect(texts()[0]).toContain('Promis cette semaine (20)');
    expect(texts()[0]).toContain('… et 5 autres');
  });

  it('is not sent when there is nothing to say', async () => {
    await keep(due('2026-12-24'));
    await send();
    expect(outside.mailer.sent).toEqual([]);
  });

  it('hears nothing of robots, of people who left, and of other companies', async () => {
    await keep({ ...due('2026-11-24'), ownerId: ids.second });
    await keep({ company: 'another', ...due('2026-11-24') });
    const staff = aFollowingCompany().staff.map((one) => ({ ...one, active: one.id !== ids.second }));
    await send(monday, { change: { staff } });
    await send(monday, { settings: { robotOwners: [ids.second] } });
    expect(outside.mailer.sent).toEqual([]);
  });
});

it('reaches fifty owners of ten thousand clients within thirty seconds', async () => {
  const staff = Array.from({ length: 50 }, (_one, index) => ({
    id: 100 + index,
    name: `Équipe ${index}`,
    email: `equipe-${index}@example.org`,
    active: true,
  }));
  const id = await keep({ ...due('2026-11-24'), step: 'testing', stepSince: '2026-11-18T09:00:00.000Z' });
  await query(
    `insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
     select gen_random_uuid(), company, process, version, revision, step,
       jsonb_set(state, '{place,ownerId}', to_jsonb(100 + number % 50)), search, created_at, updated_at
     from instances cross join generate_series(1, 10000) as number where id = $1`,
    [id],
  );
  const beganAt = performance.now();
  await send(monday, { change: { staff } });
  expect(performance.now() - beganAt).toBeLessThan(30_000);
  expect(outside.mailer.sent).toHaveLength(50);
  expect(texts()[0]).toContain('Promis cette semaine (200)');
}, 60_000);
