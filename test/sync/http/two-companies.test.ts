import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BulkDecisionView } from '#core/contract/bulk.ts';
import { inStore } from '../../kit/flow.ts';
import { type Answer, newAdmin, newSettings, saveSettings } from '../../kit/installing.ts';
import { eventually } from '../../kit/start-world.ts';
import {
  colleague,
  ourEmail,
  ourName,
  stranger,
  theirEmail,
  theirName,
  withTwoCompanies,
} from '../../kit/two-companies.ts';

const { two, as } = withTwoCompanies();

/** What the first company has, as its store and its Pipedrive hold it. */
async function stateOfFirst() {
  const rows = await inStore(
    two.world,
    `select instances.id, step, revision, (select count(*)::int from journal where instance_id = instances.id) as lines,
       (select count(*)::int from effects where instance_id = instances.id) as effects
     from instances where company = $1 and process = 'account-request' order by id`,
    [String(colleague.companyId)],
  );
  const settings = await inStore(
    two.world,
    'select company, revision from settings_history order by company, revision',
  );
  const { deals, persons, activities, notes } = two.world.sandbox.pipedrive;
  return JSON.stringify({ rows, settings, deals, persons, activities, notes });
}

describe('the trap', () => {
  it('is set: one person id, one colleague, two companies', async () => {
    expect(two.ours.personId).toBe(two.theirs.personId);
    expect(two.theirSubmission).toMatch(/^[0-9a-f-]{36}$/);
    expect(two.theirView).toMatch(/^[0-9a-f-]{36}$/);
    expect((await as(stranger, '/api/requests')).status).toBe(200);
  });
});

describe('reading', () => {
  const everyPath = () => [
    '/api/requests?limit=100',
    `/api/requests?q=${encodeURIComponent('Camille Dominique')}`,
    `/api/persons/${two.theirs.personId}`,
    `/api/deals/${two.theirs.dealId}`,
    `/api/deals/${two.ours.dealId}`,
    `/api/organizations/${two.theirs.organizationId}`,
    '/api/submissions',
    '/api/choices',
    '/api/views',
    '/api/settings',
    '/api/settings/history',
    '/api/settings/export',
    '/api/templates',
    '/api/provision',
  ];

  it('every list and panel shows the company of the token alone', async () => {
    const ofTheirs = [
      theirName,
      theirEmail,
      two.theirs.request.id,
      two.theirSubmission,
      two.theirView,
      'Vue d’équipe',
      'Robot formulaire',
    ];
    const ofOurs = [ourName, ourEmail, two.ours.requestId, 'Seulement ici', 'only-here', 'Demandes en ligne'];
    const seen = { theirs: '', ours: '' };
    for (const path of everyPath()) {
      for (const who of [newAdmin, stranger]) {
        const { status, text } = await as(who, path);
        expect([path, status]).toEqual([path, 200]);
        expect([path, ofTheirs.filter((word) => text.includes(word))]).toEqual([path, []]);
        seen.ours += text;
      }
      const { status, text } = await as(colleague, path);
      expect([path, status]).toEqual([path, 200]);
      expect([path, ofOurs.filter((word) => text.includes(word))]).toEqual([path, []]);
      seen.theirs += text;
    }
    // The words are there to be seen: by the others. A submission that is entered is in no list.
    expect(ofOurs.filter((word) => !seen.ours.includes(word))).toEqual([]);
    const listed = ofTheirs.filter((word) => word !== two.theirSubmission);
    expect(listed.filter((word) => !seen.theirs.includes(word))).toEqual([]);
  });

  it('the same record id opens the request of one’s own company', async () => {
    const idOf = ({ body }: { body: Answer }) => (body.request as { id: string } | null)?.id;
    const path = `/api/persons/${two.ours.personId}`;
    expect(idOf(await as(newAdmin, path))).toBe(two.ours.requestId);
    expect(idOf(await as(stranger, path))).toBe(two.ours.requestId);
    expect(idOf(await as(colleague, path))).toBe(two.theirs.request.id);
  });

  it('an id of the other company is nobody’s', async () => {
    const paths = [`/api/requests/${two.theirs.request.id}`, `/api/submissions/${two.theirSubmission}`];
    for (const who of [newAdmin, stranger])
      for (const path of paths) expect([path, (await as(who, path)).status]).toEqual([path, 404]);
    for (const path of paths) expect([path, (await as(colleague, path)).status]).toEqual([path, 200]);
    expect((await as(colleague, `/api/requests/${two.ours.requestId}`)).status).toBe(404);
  });

  it('the doctor tells of one company, to its administrators', async () => {
    const { status, text } = await as(newAdmin, '/api/doctor');
    expect(status).toBe(200);
    const words = [
      'Organismes refusés',
      'vente@example.org',
      'Robot formulaire',
      String(colleague.companyId),
    ];
    expect(words.filter((word) => text.includes(word))).toEqual([]);
    expect((await as(stranger, '/api/doctor')).status).toBe(403);
  });
});

describe('writing', () => {
  it('no command with an id of the other company moves anything', async () => {
    const [effect] = await inStore<{ id: string }>(
      two.world,
      'select id from effects where instance_id = $1',
      [two.theirs.request.id],
    );
    const requestId = two.theirs.request.id;
    const commands = [
      { type: 'accept-request', requestId },
      { type: 'refuse-request', requestId, reason: 'only-here' },
      { type: 'refuse-request', requestId, reason: 'individual' },
      { type: 'ask-for-evidence', requestId, document: 'Un arrêté' },
      { type: 'record-evidence', requestId },
      { type: 'reconsider-request', requestId },
      { type: 'undo-decision', requestId },
      { type: 'confirm-decision', requestId },
      { type: 'withdraw-proposal', requestId },
      { type: 'renew-activation', requestId },
      ...(effect ? [{ type: 'retry-effect', effectId: effect.id }] : []),
    ];
    expect(commands).toHaveLength(11);
    // What decides nothing is for everybody who sees the request: who does not hears of none.
    const open = ['record-evidence', 'renew-activation'];
    const before = await stateOfFirst();
    for (const command of commands) {
      const told = { ...command, commandId: randomUUID() };
      const answers = [
        await as(newAdmin, '/api/commands', { body: told }),
        await as(newAdmin, '/api/commands/preview', { body: command }),
      ];
      expect([command.type, ...answers.map(({ status }) => status)]).toEqual([command.type, 404, 404]);
      const refused = await as(stranger, '/api/commands', { body: { ...told, commandId: randomUUID() } });
      const answered = open.includes(command.type) ? [404, undefined] : [403, null];
      expect([command.type, refused.status, refused.body.view]).toEqual([command.type, ...answered]);
    }
    const preview = { type: 'refuse-request', requestId, reason: 'only-here' };
    expect((await as(newAdmin, '/api/previews', { body: preview })).status).toBe(404);
    expect(await stateOfFirst()).toBe(before);
  });

  it('a bulk decision does nothing about the other company’s requests, and is not theirs to see', async () => {
    const before = await stateOfFirst();
    const body = {
      type: 'ask-for-evidence',
      commandId: randomUUID(),
      requestIds: [two.theirs.request.id],
      document: 'Un arrêté',
    };
    const started = await as(newAdmin, '/api/bulk-decisions', { body });
    expect(started.status).toBe(202);
    const path = `/api/bulk-decisions/${started.body.id}`;
    const ended = await eventually(async () => {
      const view = (await as(newAdmin, path)).body as unknown as BulkDecisionView;
      return view.finishedAt !== null && view;
    });
    expect(ended.items.map(({ name, outcome }) => [name, outcome])).toEqual([['', 'failed']]);
    expect((await as(colleague, path)).status).toBe(404);
    expect((await as(stranger, '/api/bulk-decisions', { body })).status).toBe(403);
    expect(await stateOfFirst()).toBe(before);
  });

  it('views stay with their company, also for a colleague of both', async () => {
    expect((await as(stranger, '/api/views')).body).toEqual({ items: [] });
    for (const who of [stranger, newAdmin]) {
      const { status } = await as(who, `/api/views/${two.theirView}`, { method: 'DELETE' });
      expect([204, 404]).toContain(status);
    }
    const query = { steps: [], q: '', sort: 'name', direction: 'asc' };
    const named = { name: 'Vue d’équipe', query, shared: true };
    expect((await as(stranger, '/api/views', { body: named })).status).toBe(201);
    const { items } = (await as(colleague, '/api/views')).body as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual([two.theirView]);
  });

  it('settings, texts and provisioning are for one’s own company', async () => {
    const before = await stateOfFirst();
    const body = { revision: 1, settings: newSettings };
    expect((await as(stranger, '/api/settings', { method: 'PUT', body })).status).toBe(403);
    expect((await as(stranger, '/api/provision', { body: {} })).status).toBe(403);
    const draft = { key: 'refusal-only-here', language: 'fr', subject: 'Objet', text: 'Texte', html: '' };
    expect((await as(newAdmin, '/api/templates/preview', { body: draft })).status).toBe(200);
    expect((await as(colleague, '/api/templates/preview', { body: draft })).status).toBe(400);
    const callsBefore = two.world.sandbox.calls.list('pipedrive', colleague.companyId).length;
    expect((await as(newAdmin, '/api/provision', { body: {} })).status).toBe(200);
    const written = two.world.sandbox.calls
      .list('pipedrive', colleague.companyId)
      .slice(callsBefore)
      .filter(({ method }) => method !== 'GET');
    expect(written).toEqual([]);
    expect((await saveSettings(two.world, { ...newSettings, undoSeconds: 3 }, 1)).status).toBe(200);
    const { settings } = (await as(colleague, '/api/settings')).body as { settings: { undoSeconds: number } };
    expect(settings.undoSeconds).toBe(0);
    expect(JSON.parse(await stateOfFirst())).toMatchObject({ rows: JSON.parse(before).rows });
  });

  it('the same command id in both companies is two commands', async () => {
    const commandId = randomUUID();
    const refused = { type: 'undo-decision', commandId };
    const [one, other] = [
      await as(colleague, '/api/commands', { body: { ...refused, requestId: two.theirs.request.id } }),
      await as(newAdmin, '/api/commands', { body: { ...refused, requestId: two.ours.requestId } }),
    ];
    const viewed = ({ body }: { body: Answer }) => (body.view as { id: string } | null)?.id;
    expect([one.status, viewed(one), other.status, viewed(other)]).toEqual([
      200,
      two.theirs.request.id,
      200,
      two.ours.requestId,
    ]);
  });
});
