import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SlackInstallation } from '#sync/connectors/slack/oauth.ts';
import { createLog } from '#sync/log.ts';
import { createSeal } from '#sync/sealed.ts';
import { connectWorkspace, disconnectWorkspace, resealWorkspaces } from '#sync/slack/connect-workspace.ts';
import { openWorkspaces, type Workspaces } from '#sync/slack/workspaces.ts';
import { markChanged } from '#sync/store/approval-changes.ts';
import { slackError } from '../../fakes/fake-slack.ts';
import { byToken, settled, workspaceSeal, workspaceStage } from '../../kit/workspace-stage.ts';

const stage = workspaceStage();

describe('workspaces that companies connect', () => {
  const installation = {
    botToken: 'xoxb-2',
    scopes: ['chat:write'],
    teamId: 'T1',
    teamName: 'Team',
    enterpriseId: null,
    botUserId: 'U0',
    appId: 'A1',
    installedBy: 'U1',
  };
  const open = () => openWorkspaces(stage.optionsWith({ access: { ...byToken, botToken: null } }));
  const revoked: string[] = [];
  const connectingWith = (workspaces: Workspaces) => ({
    db: stage.database.db,
    seal: workspaceSeal,
    workspaces,
    connect: stage.optionsWith().connect,
    revoke: async (token: string) => void revoked.push(token),
    log: createLog('silent'),
  });
  const connect = async (
    companyId: string,
    workspaces: Workspaces,
    more: Partial<SlackInstallation> = {},
  ) => {
    return connectWorkspace(connectingWith(workspaces), companyId, { ...installation, ...more });
  };

  it('are theirs at once here, and within ten seconds on other nodes', async () => {
    const [here, there] = [await open(), await open()];
    expect(await connect('2', here)).toBe(true);
    here.slackOf('2');
    await settled();
    expect(here.slackOf('2')?.teamId).toBe('T1');
    expect(there.announces('2')).toBe(false);
    stage.nowMs += 10_001;
    there.of('2');
    await expect.poll(() => there.announces('2')).toBe(true);
    const rows = await stage.database.pool.query('select bot_token from slack_workspaces');
    expect(rows.rows[0].bot_token).not.toContain('xoxb');
  });

  it('decide for one company alone', async () => {
    const workspaces = await open();
    expect(await connect('1', workspaces)).toBe(true);
    expect(await connect('2', workspaces)).toBe(false);
    expect(workspaces.announces('2')).toBe(false);
  });

  it('lose their token when another one takes their place, but not when the same one is connected again', async () => {
    revoked.length = 0;
    const workspaces = await open();
    await connect('1', workspaces);
    await connect('1', workspaces, { botToken: 'xoxb-3' });
    expect(revoked).toEqual([]);
    await connect('1', workspaces, { botToken: 'xoxb-4', teamId: 'T2' });
    expect(revoked).toEqual(['xoxb-3']);
  });

  const marked = async (companyId: string) => {
    const id = randomUUID();
    await markChanged(stage.database.db, id, companyId);
    return id;
  };

  it('are let go with their marks once their company is not served any more', async () => {
    revoked.length = 0;
    const workspaces = await open();
    await connect('1', workspaces);
    await marked('1');
    const left = await marked('2');
    await disconnectWorkspace(connectingWith(workspaces), '1');
    expect(revoked).toEqual(['xoxb-2']);
    expect([workspaces.announces('1'), workspaces.of('1')]).toEqual([false, undefined]);
    const marks = await stage.database.pool.query('select instance_id as id from approval_changes');
    expect(marks.rows).toEqual([{ id: left }]);
  });

  it('are let go even if Slack does not take the token back', async () => {
    const workspaces = await open();
    await connect('1', workspaces);
    const revoke = () => Promise.reject(slackError('retry-later'));
    await disconnectWorkspace({ ...connectingWith(workspaces), revoke }, '1');
    expect(workspaces.of('1')).toBeUndefined();
  });

  it('are asked for before what nobody knows is taken as of the token', async () => {
    stage.slack.down = slackError('retry-later');
    const workspaces = await openWorkspaces(stage.optionsWith());
    stage.slack.down = null;
    await connect('2', await open());
    stage.slack.down = slackError('retry-later');
    stage.nowMs += 2_000;
    expect(await workspaces.ofTeam('T1', null)).toMatchObject({ companyId: '2', teamId: 'T1' });
    expect(await workspaces.ofTeam('T9', null)).toMatchObject({ companyId: '1', teamId: null });
  });

  it('whose token no key opens are left out, and the others go on', async () => {
    const workspaces = await open();
    await connect('1', workspaces);
    const other = stage.optionsWith({
      access: { ...byToken, botToken: null },
      seal: createSeal([Buffer.alloc(32, 2)]),
    });
    expect((await openWorkspaces(other)).of('1')).toBeUndefined();
  });

  it('are sealed anew with a new key', async () => {
    await connect('1', await open());
    const changed = createSeal([Buffer.alloc(32, 2), Buffer.alloc(32, 1)]);
    expect(await resealWorkspaces(stage.database.db, changed)).toEqual([]);
    const alone = createSeal([Buffer.alloc(32, 2)]);
    const later = stage.optionsWith({ access: { ...byToken, botToken: null }, seal: alone });
    expect((await openWorkspaces(later)).of('1')?.teamId).toBe('T1');
    expect(await resealWorkspaces(stage.database.db, createSeal([Buffer.alloc(32, 3)]))).toEqual(['1']);
  });
});
