import { describe, expect, it } from 'vitest';
import { createOrigins } from '#sync/slack/origin.ts';
import { openWorkspaces } from '#sync/slack/workspaces.ts';
import { settled, workspaceStage } from '../../kit/workspace-stage.ts';

const stage = workspaceStage();

describe('whose a request is', () => {
  const origin = { teamId: 'T1', enterpriseId: null, appId: 'A1', botId: 'B1', shownByAppId: 'A1' };
  const origins = async () => {
    const workspaces = await openWorkspaces(stage.optionsWith());
    workspaces.of('1');
    await settled();
    return createOrigins(workspaces);
  };

  it('is told by the workspace, or by the bot whose message somebody of another workspace pressed', async () => {
    const of = await origins();
    expect((await of(origin))?.companyId).toBe('1');
    expect((await of({ ...origin, teamId: 'T9' }))?.companyId).toBe('1');
  });

  it.each([
    ['another workspace', { teamId: 'T9', botId: null }],
    ['another bot', { botId: 'B9' }],
    ['another app than the one of the message', { appId: 'A9' }],
  ])('is nobody’s with %s', async (_what, more) => {
    expect(await (await origins())({ ...origin, ...more })).toBeUndefined();
  });

  it('is nobody’s with another app once ours is known', async () => {
    const of = await origins();
    const bare = { ...origin, botId: null, shownByAppId: null };
    await of(origin);
    expect(await of({ ...bare, appId: 'A9' })).toBeUndefined();
    expect(await of(bare)).toBeDefined();
  });
});
