import { describe, expect, it } from 'vitest';
import { clientOf, decideBlocks, ids, refusal, section } from './kit.ts';
import { slackStage } from './stage.ts';

const stage = slackStage();

const channel = ids.approvals;

describe('whom the token speaks for', () => {
  it('tells workspace, bot and scopes', async () => {
    const told = await stage.client.auth.test();
    expect(told).toMatchObject({ ok: true, team_id: ids.team, user_id: ids.botUser, bot_id: ids.bot });
    expect(told.response_metadata?.scopes).toContain('chat:write');
  });

  it('refuses none, an unknown, and a revoked token', async () => {
    const none = await fetch(`${stage.sandbox.environment.SLACK_API_URL}auth.test`, { method: 'POST' });
    expect(await none.json()).toEqual({ ok: false, error: 'not_authed' });
    expect(await refusal(clientOf(stage.sandbox, 'xoxb-other').auth.test())).toMatchObject({
      error: 'invalid_auth',
    });
    const [installation] = stage.sandbox.slack.memory.installations;
    Object.assign(installation ?? {}, { trouble: 'account_inactive' });
    expect(await refusal(stage.client.auth.test())).toMatchObject({ error: 'account_inactive' });
  });

  it('names the scope that is missing', async () => {
    const [installation] = stage.sandbox.slack.memory.installations;
    Object.assign(installation ?? {}, { scopes: ['users:read'] });
    expect(await refusal(stage.client.chat.postMessage({ channel, text: 'Bonjour' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'users:read',
    });
  });

  it('says when it does not know a method', async () => {
    expect(await refusal(stage.client.apiCall('chat.shout'))).toMatchObject({ error: 'unknown_method' });
  });
});

describe('messages', () => {
  it('posts blocks and metadata, and finds them again', async () => {
    const metadata = { event_type: 'account_request', event_payload: { request_id: 'r1' } };
    const posted = await stage.client.chat.postMessage({
      channel,
      text: 'Demande',
      blocks: [...decideBlocks],
      metadata,
    });
    expect(posted.message).toMatchObject({ bot_id: ids.bot, text: 'Demande', ts: posted.ts });
    const found = await stage.client.conversations.history({ channel, include_all_metadata: true, limit: 1 });
    expect(found.messages?.[0]).toMatchObject({ ts: posted.ts, metadata });
    expect((await stage.client.conversations.history({ channel })).messages?.[0]).not.toHaveProperty(
      'metadata',
    );
  });

  it('gives a block_id and an action_id where the app gave none', async () => {
    await stage.client.chat.postMessage({ channel, text: 'x', blocks: [section('x')] });
    expect(stage.sandbox.slack.memory.messages[0]?.blocks[0]?.block_id).toMatch(/^[\w-]{5}$/);
  });

  it('orders by ts, newest first, within a window, page by page', async () => {
    const posted: string[] = [];
    for (const words of ['a', 'b', 'c']) {
      posted.push((await stage.client.chat.postMessage({ channel, text: words })).ts ?? '');
    }
    expect(new Set(posted).size).toBe(3);
    const first = await stage.client.conversations.history({ channel, limit: 2 });
    expect(first.messages?.map(({ text }) => text)).toEqual(['c', 'b']);
    expect(first.has_more).toBe(true);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await stage.client.conversations.history({ channel, limit: 2, cursor });
    expect(second.messages?.map(({ text }) => text)).toEqual(['a']);
    const later = await stage.client.conversations.history({ channel, oldest: posted[0] ?? '' });
    expect(later.messages?.map(({ text }) => text)).toEqual(['c', 'b']);
  });

  it('keeps replies out of the channel unless they are broadcast', async () => {
    const { ts = '' } = await stage.client.chat.postMessage({ channel, text: 'parent' });
    await stage.client.chat.postMessage({ channel, text: 'reply', thread_ts: ts });
    await stage.client.chat.postMessage({ channel, text: 'outcome', thread_ts: ts, reply_broadcast: true });
    const inChannel = await stage.client.conversations.history({ channel });
    expect(inChannel.messages?.map(({ text }) => text)).toEqual(['outcome', 'parent']);
    expect(inChannel.messages?.[1]).toMatchObject({ thread_ts: ts, reply_count: 2 });
    const thread = await stage.client.conversations.replies({ channel, ts });
    expect(thread.messages?.map(({ text }) => text)).toEqual(['parent', 'reply', 'outcome']);
    const lost = stage.client.chat.postMessage({ channel, text: 'x', thread_ts: '1.000001' });
    expect(await refusal(lost)).toMatchObject({ error: 'thread_not_found' });
  });

  it('updates its own: text alone takes the blocks away, metadata stays unless cleared', async () => {
    const metadata = { event_type: 'account_request', event_payload: { request_id: 'r1' } };
    const { ts = '' } = await stage.client.chat.postMessage({
      channel,
      text: 'x',
      blocks: [section('x')],
      metadata,
    });
    await stage.client.chat.update({ channel, ts, text: 'y', blocks: [section('y')] });
    expect(stage.sandbox.slack.memory.messages[0]).toMatchObject({ text: 'y', edited: null, metadata });
    await stage.client.chat.update({ channel, ts, text: 'z' });
    expect(stage.sandbox.slack.memory.messages[0]).toMatchObject({ text: 'z', blocks: [], metadata });
    expect(stage.sandbox.slack.memory.messages[0]?.edited?.user).toBe(ids.botUser);
  });

  it('updates nothing of others, nothing that is gone', async () => {
    const ts = stage.sandbox.slack.acts.write({ user: ids.sales, channel, text: 'Bonjour' });
    expect(await refusal(stage.client.chat.update({ channel, ts, text: 'x' }))).toMatchObject({
      error: 'cant_update_message',
    });
    const mine = (await stage.client.chat.postMessage({ channel, text: 'x' })).ts ?? '';
    await stage.client.chat.delete({ channel, ts: mine });
    expect(await refusal(stage.client.chat.update({ channel, ts: mine, text: 'y' }))).toMatchObject({
      error: 'message_not_found',
    });
    expect(stage.sandbox.slack.memory.messages).toHaveLength(1);
  });

  it('leaves a placeholder for a deleted message with replies', async () => {
    const { ts = '' } = await stage.client.chat.postMessage({ channel, text: 'parent' });
    await stage.client.chat.postMessage({ channel, text: 'reply', thread_ts: ts });
    await stage.client.chat.delete({ channel, ts });
    expect((await stage.client.conversations.history({ channel })).messages?.[0]).toMatchObject({
      subtype: 'tombstone',
    });
  });

  it('shows an ephemeral to a member of the channel alone', async () => {
    await stage.client.chat.postEphemeral({ channel, user: ids.trainee, text: 'Vous seul' });
    expect(stage.sandbox.slack.memory.ephemerals).toMatchObject([{ user: ids.trainee, text: 'Vous seul' }]);
    expect(
      await refusal(stage.client.chat.postEphemeral({ channel, user: ids.partner, text: 'x' })),
    ).toMatchObject({ error: 'user_not_in_channel' });
    expect((await stage.client.conversations.history({ channel })).messages).toEqual([]);
  });
});

describe('channels and people', () => {
  it('tells which places it cannot write to', async () => {
    const errorIn = async (id: string) =>
      (await refusal(stage.client.chat.postMessage({ channel: id, text: 'x' }))).error;
    expect(await errorIn(ids.general)).toBe('not_in_channel');
    expect(await errorIn('C0NOWHERE1')).toBe('channel_not_found');
    expect(await errorIn(ids.partnerGeneral)).toBe('channel_not_found');
    const privateOne = stage.sandbox.slack.memory.channels.find(({ id }) => id === ids.private);
    if (privateOne) privateOne.members = [ids.sales];
    expect(await errorIn(ids.private)).toBe('channel_not_found');
    const approvals = stage.sandbox.slack.memory.channels.find(({ id }) => id === channel);
    if (approvals) approvals.is_archived = true;
    expect(await errorIn(channel)).toBe('is_archived');
  });

  it('describes channels', async () => {
    const info = async (id: string) => (await stage.client.conversations.info({ channel: id })).channel;
    expect(await info(channel)).toMatchObject({
      name: 'demandes-comptes',
      is_member: true,
      is_private: false,
    });
    expect(await info(ids.shared)).toMatchObject({ is_ext_shared: true });
    expect(await info(ids.private)).toMatchObject({ is_private: true });
    expect((await stage.client.conversations.members({ channel })).members).toContain(ids.guest);
    const listed = await stage.client.conversations.list({ types: 'public_channel,private_channel' });
    expect(listed.channels?.map(({ id }) => id)).toEqual([channel, ids.private, ids.shared, ids.general]);
  });

  it('opens direct messages, one channel a person', async () => {
    const opened = await stage.client.conversations.open({ users: ids.manager });
    const posted = await stage.client.chat.postMessage({ channel: ids.manager, text: 'Bonjour' });
    expect(posted.channel).toBe(opened.channel?.id);
    expect((await stage.client.conversations.info({ channel: posted.channel ?? '' })).channel).toMatchObject({
      is_im: true,
      user: ids.manager,
    });
    expect(
      (await stage.client.conversations.history({ channel: posted.channel ?? '' })).messages,
    ).toHaveLength(1);
  });

  it('tells people apart: guests, bots, those who left, those of another workspace', async () => {
    const info = async (user: string) => (await stage.client.users.info({ user, include_locale: true })).user;
    expect(await info(ids.sales)).toMatchObject({
      team_id: ids.team,
      locale: 'fr-FR',
      tz: 'Europe/Paris',
      is_email_confirmed: true,
      profile: { email: 'vente@example.org' },
    });
    expect(await info(ids.guest)).toMatchObject({ is_restricted: true });
    expect(await info(ids.botUser)).toMatchObject({ is_bot: true });
    expect(await info(ids.former)).toMatchObject({ deleted: true });
    expect(await info(ids.partner)).toMatchObject({ team_id: ids.partnerTeam });
    expect((await stage.client.users.info({ user: ids.sales })).user).not.toHaveProperty('locale');
    expect(await refusal(stage.client.users.info({ user: ids.partnerAdmin }))).toMatchObject({
      error: 'user_not_visible',
    });
    expect(await refusal(stage.client.users.info({ user: 'U0NOBODY01' }))).toMatchObject({
      error: 'user_not_found',
    });
  });

  it('finds people by e-mail in its own workspace', async () => {
    const found = await stage.client.users.lookupByEmail({ email: 'Responsable@example.org' });
    expect(found.user?.id).toBe(ids.manager);
    for (const email of ['partenaire@nouvelle.example.org', 'ancien@example.org', 'personne@example.org']) {
      expect(await refusal(stage.client.users.lookupByEmail({ email }))).toMatchObject({
        error: 'users_not_found',
      });
    }
  });

  it('hides e-mails without their scope', async () => {
    const [installation] = stage.sandbox.slack.memory.installations;
    Object.assign(installation ?? {}, { scopes: ['users:read'] });
    const { user } = await stage.client.users.info({ user: ids.sales });
    expect(user?.profile).not.toHaveProperty('email');
    expect(await refusal(stage.client.users.lookupByEmail({ email: 'vente@example.org' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read.email',
    });
  });
});
