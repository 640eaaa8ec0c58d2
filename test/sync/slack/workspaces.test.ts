import { describe, expect, it } from 'vitest';
import { openWorkspaces } from '#sync/slack/workspaces.ts';
import { slackError } from '../../fakes/fake-slack.ts';
import { byToken, settled, workspaceStage } from '../../kit/workspace-stage.ts';

const stage = workspaceStage();

describe('the token of the configuration', () => {
  it('calls nobody at the start, announces at once, and knows its workspace after a first look', async () => {
    const workspaces = await openWorkspaces(stage.optionsWith());
    expect(stage.slack.calls).toEqual([]);
    expect([workspaces.announces('1'), workspaces.announces('2')]).toEqual([true, false]);
    expect(workspaces.slackOf('1')).toBeUndefined();
    await settled();
    expect(workspaces.slackOf('1')).toMatchObject({ channel: 'C0OFENV', teamId: 'T1' });
    expect(workspaces.slackOf('2')).toBeUndefined();
    expect(stage.slack.calls).toEqual(['authTest']);
  });

  it('that Slack refuses stops nothing, is tried again after a pause, and works once it is put right', async () => {
    stage.slack.down = slackError('sign-in-again', { code: 'invalid_auth' });
    const workspaces = await openWorkspaces(stage.optionsWith());
    for (let look = 0; look < 5; look += 1) {
      expect(workspaces.slackOf('1')).toBeUndefined();
      await settled();
    }
    expect(stage.slack.calls).toEqual(['authTest']);
    stage.slack.down = null;
    stage.nowMs += 60_000;
    workspaces.slackOf('1');
    await settled();
    expect(workspaces.slackOf('1')?.teamId).toBe('T1');
  });

  it('takes the channel of the settings first', async () => {
    const workspaces = await openWorkspaces(stage.optionsWith({ channelOf: () => 'C0SETTINGS' }));
    expect(workspaces.channelOf('1')).toBe('C0SETTINGS');
  });

  it('announces in a channel alone: without one nothing is marked that nobody would show', async () => {
    const workspaces = await openWorkspaces(stage.optionsWith({ access: { ...byToken, channel: null } }));
    expect([workspaces.announces('1'), workspaces.announces('1', 'C0OWN')]).toEqual([false, true]);
  });

  it('is announced nowhere where another organization reads it', async () => {
    const room = { id: 'C0OFENV', name: 'x', isPrivate: true, isMember: true, isArchived: false };
    stage.slack.channel = async () => ({ ...room, isShared: true });
    const workspaces = await openWorkspaces(stage.optionsWith());
    for (let look = 0; look < 2; look += 1) {
      expect(workspaces.slackOf('1')).toBeUndefined();
      await settled();
    }
    expect(workspaces.of('1')?.teamId).toBe('T1');
  });

  it('is nobody’s when several companies are served and none is named', async () => {
    const workspaces = await openWorkspaces(stage.optionsWith({ tokenCompanyId: () => undefined }));
    expect(workspaces.announces('1')).toBe(false);
    expect(await workspaces.ofTeam('T1', null)).toBeUndefined();
  });
});
