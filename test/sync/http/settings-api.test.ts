import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Settings } from '#core/settings.ts';
import { fittingSettings } from '../../kit/configuration-doors.ts';
import { withSettingsDoors } from '../../kit/settings-doors.ts';

const { world, call, put, saved, reopen } = withSettingsDoors();

it('shows the settings in force with what can be chosen from, and what is wrong', async () => {
  world.crm.staff = world.crm.staff.map((one) => (one.id === 11 ? { ...one, active: false } : one));
  const { status, body } = await call('/');
  expect(status).toBe(200);
  expect(body).toMatchObject({ revision: 0, source: 'page', mayEdit: true });
  expect(body.settings).toEqual(JSON.parse(JSON.stringify(world.served.settings)));
  expect(body.catalogue).toMatchObject({
    pipelines: [{ id: 1, name: 'Suspects', stages: [{ id: 10, name: 'Compte créé' }] }, {}, {}],
    personFields: [{ name: 'État de la demande', type: 'varchar' }],
    activityTypes: [{ key: 'call', name: 'Appel' }],
  });
  expect(body.problems).toMatchObject([{ path: 'robotOwners.0', severity: 'error' }]);
});

it('takes a renamed stage as a word of advice with its new name', async () => {
  world.crm.stages = world.crm.stages.map((stage) =>
    stage.id === 10 ? { ...stage, name: 'Compte ouvert' } : stage,
  );
  const { body } = await call('/');
  expect(body.problems).toEqual([
    expect.objectContaining({
      path: 'stages.accountCreated',
      severity: 'warning',
      nearest: 'Compte ouvert',
    }),
  ]);
});

it('shows what was known last when Pipedrive does not answer, and says so', async () => {
  await reopen({ crm: { listStages: () => Promise.reject(new Error('away')) } });
  const { status, body } = await call('/');
  expect(status).toBe(200);
  expect(body.problems).toMatchObject([{ path: '', severity: 'warning' }]);
  expect((body.catalogue as { pipelines: unknown[] }).pipelines).toHaveLength(3);
});

it('lets only administrators change, and everybody look', async () => {
  expect((await call('/', { staff: 'colleague' })).body).toMatchObject({ mayEdit: false });
  expect((await put({ settings: fittingSettings }, 'colleague')).status).toBe(403);
  expect((await call('/import', { body: { text: '' }, staff: 'colleague' })).status).toBe(403);
});

it('is read-only with SETTINGS_FILE, and says why', async () => {
  await reopen({ sourceOf: () => 'file' });
  expect((await call('/')).body).toMatchObject({ source: 'file', mayEdit: false });
  const { status, body } = await put({ settings: fittingSettings });
  expect(status).toBe(403);
  expect(body.detail).toContain('SETTINGS_FILE');
});

it('goes out as a SETTINGS_FILE and comes back the same', async () => {
  await put({ settings: { ...fittingSettings, undoSeconds: 12 } });
  const exported = await call('/export');
  expect(exported.headers.get('content-disposition')).toContain('passerelle-settings.yaml');
  expect(Settings.parse(parse(exported.text))).toMatchObject({ undoSeconds: 12, robotOwners: [11] });
  const { status, body } = await call('/import', { body: { text: exported.text } });
  expect(status).toBe(200);
  expect(body.settings).toEqual((await saved())?.settings);
});

it.each([
  ['robotOwners: [11', ''],
  ['undoSeconds: soon', 'undoSeconds'],
  ['colour: blue', 'colour'],
])('imports nothing from %s', async (text, path) => {
  const { status, body } = await call('/import', { body: { text } });
  expect(status).toBe(422);
  expect(body.problems).toEqual([expect.objectContaining({ path })]);
});

it('answers a body or cursor that says nothing with 400', async () => {
  expect((await call('/', { method: 'PUT', body: { settings: {} } })).status).toBe(400);
  expect((await put({ revision: 7, settings: fittingSettings })).status).toBe(400);
  expect((await call('/history?cursor=x')).status).toBe(400);
});

describe('Slack', () => {
  const slack = {
    workspace: 'Exemple',
    channel: 'C0123456789',
    connectUrl: '/oauth/slack/start',
    problem: 'Le jeton est révoqué.',
  };

  it('is not spoken of where it is not configured', async () => {
    expect((await call('/')).body.slack).toBeNull();
  });

  it('is told in the language of the reader, and leads only administrators to where it is connected', async () => {
    const asked: [string, string][] = [];
    const slackOf = (companyId: string, reader: 'fr' | 'en') => {
      asked.push([companyId, reader]);
      return slack;
    };
    await reopen({ slackOf });
    expect((await call('/', { language: 'en' })).body.slack).toEqual(slack);
    expect((await call('/', { staff: 'colleague' })).body.slack).toEqual({ ...slack, connectUrl: null });
    expect(asked).toEqual([
      ['7001', 'en'],
      ['7001', 'fr'],
    ]);
  });

  it('leads administrators there also where a file rules the settings', async () => {
    await reopen({ slackOf: async () => slack, sourceOf: () => 'file' });
    expect((await call('/')).body).toMatchObject({ mayEdit: false, slack });
  });

  const imported = async (text: string) => (await call('/import', { body: { text } })).body.settings;
  const own = { channel: 'C0000000001', remindAfterDays: 3, escalateAfterDays: 5 };

  it('keeps what is saved of it when a file says nothing of it and the page does not show it', async () => {
    await put({ settings: { ...fittingSettings, slack: own } });
    expect(await imported('undoSeconds: 12')).toMatchObject({ undoSeconds: 12, slack: own });
    expect(await imported('')).toMatchObject({ slack: own });
    expect(await imported('slack: { channel: C0000000002 }')).toMatchObject({
      slack: { channel: 'C0000000002', remindAfterDays: 1 },
    });
    expect(parse((await call('/export')).text)).toMatchObject({ slack: own });
  });

  it('takes a file at its word where the page shows it', async () => {
    await put({ settings: { ...fittingSettings, slack: own } });
    await reopen({ slackOf: () => slack });
    const read = await imported('undoSeconds: 12');
    expect(read).toMatchObject({ undoSeconds: 12, slack: { remindAfterDays: 1, escalateAfterDays: 2 } });
    expect(read).not.toHaveProperty('slack.channel');
  });
});

describe('Help Scout', () => {
  const helpscout = { inboxes: [{ name: 'Assistance' }], problem: 'Help Scout refuse notre accès.' };
  const own = { tag: 'comptes' };
  const replies = { valid: 'Compte possible' };
  const imported = async (text: string) => (await call('/import', { body: { text } })).body.settings;

  it('is not spoken of where it is not configured', async () => {
    expect((await call('/')).body.helpscout).toBeNull();
  });

  it('is told in the language of the reader, beside the other settings', async () => {
    const asked: [string, string][] = [];
    const helpscoutOf = (companyId: string, reader: 'fr' | 'en') => {
      asked.push([companyId, reader]);
      return helpscout;
    };
    await reopen({ helpscoutOf });
    expect((await call('/', { language: 'en', staff: 'colleague' })).body.helpscout).toEqual(helpscout);
    expect(asked).toEqual([['7001', 'en']]);
  });

  it('keeps what is saved of it when a file says nothing of it and the page does not show it', async () => {
    await put({ settings: { ...fittingSettings, helpscout: own, savedReplies: replies } });
    expect(await imported('undoSeconds: 12')).toMatchObject({
      undoSeconds: 12,
      helpscout: own,
      savedReplies: replies,
    });
    expect(await imported('savedReplies: { valid: Oui }')).toMatchObject({
      helpscout: own,
      savedReplies: { valid: 'Oui' },
    });
  });

  it('takes a file at its word where the page shows it', async () => {
    await put({ settings: { ...fittingSettings, helpscout: own, savedReplies: replies } });
    await reopen({ helpscoutOf: async () => helpscout });
    expect(await imported('undoSeconds: 12')).toMatchObject({
      helpscout: { tag: 'compte-admin' },
      savedReplies: { valid: 'Demande compte admin' },
    });
  });

  it('refuses a warning that comes before the question', async () => {
    const settings = { ...fittingSettings, helpscout: { answerWithinHours: 3, warnBeforeHours: 3 } };
    const { status, body } = await put({ settings });
    expect(status).toBe(422);
    expect(body.problems).toMatchObject([
      {
        path: 'helpscout.warnBeforeHours',
        detail: 'moins d’heures que le délai de première réponse sont attendues',
      },
    ]);
  });
});
