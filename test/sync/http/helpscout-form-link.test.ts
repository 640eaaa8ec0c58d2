import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inStore } from '../../kit/flow.ts';
import { draftIn, mailArrives } from '../../kit/helpscout-world.ts';
import { filledIn, openPage, sendForm, sentAndEntered } from '../../kit/public-form.ts';
import { besideConversation } from '../../kit/sidebar-calls.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ helpscout: true, settings: { publicForm: { enabled: true } } });
});
afterAll(() => world.stop());

let count = 0;
/** A conversation in which the link was placed, as far as the draft. */
async function invited(name = 'Camille Essai', emails: string[] = []) {
  count += 1;
  const [from = `question-${count}@mairie.example.org`, ...others] = emails;
  const { conversationId, customerId } = mailArrives(world, { from, name });
  for (const email of others) world.sandbox.helpscout.acts.addCustomerEmail({ customerId, email });
  const beside = await besideConversation(world, conversationId);
  await eventually(async () => (await beside.view()).replies.every(({ problem }) => problem === null));
  await beside.command({ type: 'place-saved-reply', reply: 'valid' });
  const { body } = await draftIn(world, conversationId);
  const link = new URL(String(/href="([^"]+\/request\?[^"]+)"/.exec(body)?.[1]).replaceAll('&amp;', '&'));
  return { from, conversationId, beside, path: `${link.pathname}${link.search}` };
}

describe('the link of the form', () => {
  it('fills the form in for who got it, and leads their request back to the conversation', async () => {
    const { conversationId, from, beside, path } = await invited('Dominique Exemple');
    const { html } = await openPage(world, path);
    expect(html).toContain('value="Dominique Exemple"');
    expect(html).toContain(`value="${from}"`);

    const email = `autre-${count}@mairie.example.org`;
    const sent = await sendForm(world, await filledIn(world, { email }, path));
    expect(sent.status).toBe(303);
    const view = await eventually(async () => {
      const now = await beside.view();
      return now.matches[0]?.isLinked === true && now;
    });
    expect(view.matches[0]?.person.emails).toEqual([email]);
    expect(view.matches[0]?.request.conversations).toMatchObject([{ id: conversationId }]);
  });

  it('is worth one submission: after it the form is as everybody else sees it', async () => {
    const { conversationId, from, beside, path } = await invited();
    const late = await filledIn(world, {}, path);
    const first = await filledIn(world, { email: from }, path);
    await sentAndEntered(world, first);
    expect((await sendForm(world, first)).status).toBe(303);
    const { html } = await openPage(world, path);
    expect(html).toMatch(/id="email"[^>]*value=""/);
    expect(html).not.toContain('name="c"');

    await sentAndEntered(world, late);
    await sentAndEntered(world, { ...first, email: `corrigee-${count}@mairie.example.org` });
    const view = await eventually(async () => {
      const now = await beside.view();
      return now.matches[0]?.isLinked === true && now;
    });
    expect(view.matches.map(({ person }) => person.emails)).toEqual([[from]]);
    const entries = await inStore<{ conversations: (number | null)[] }>(
      world,
      `select jsonb_path_query_array(state, '$.entries[*].submission.conversationId') as conversations
        from instances where process = 'submission'
          and state::text like any (array['%${from}%', '%${late.email}%', '%corrigee-${count}@%'])
        order by created_at`,
    );
    expect(entries.map(({ conversations }) => conversations)).toEqual([[conversationId], [], []]);
  });

  it('leads to no request that was there before, whoever’s address is typed', async () => {
    const known = { name: 'Personne Tierce', organization: 'Mairie tierce' };
    const { dealId, email } = await world.form(known);
    const other = await world.requestOf(dealId);
    const { beside, path } = await invited();
    await sentAndEntered(world, await filledIn(world, { email, ...known }, path));
    expect((await world.request(other.id)).conversations).toEqual([]);
    expect((await beside.view()).matches).toEqual([]);
  });

  it('leads to the request there is of the very address, where several are the customer’s', async () => {
    const known = { name: 'Personne Double', organization: 'Mairie double' };
    const one = await world.form(known);
    const other = await world.form({ name: 'Personne Autre' });
    const [request, second] = await Promise.all([world.requestOf(one.dealId), world.requestOf(other.dealId)]);
    const { conversationId, path } = await invited('Personne Double', [other.email, one.email]);
    expect((await world.request(request.id)).conversations).toEqual([]);
    await sentAndEntered(world, await filledIn(world, { email: one.email, ...known }, path));
    expect((await world.request(request.id)).conversations).toMatchObject([{ id: conversationId }]);
    expect((await world.request(second.id)).conversations).toEqual([]);
  });

  it('with a wrong code is the form as everybody else sees it', async () => {
    for (const code of ['x', 'a'.repeat(43), '%00', "'; drop table"]) {
      const { status, html } = await openPage(world, `/request?c=${encodeURIComponent(code)}`);
      expect(status).toBe(200);
      expect(html).toMatch(/id="email"[^>]*value=""/);
    }
  });

  it('is in another language what it was in the first', async () => {
    const { from, path } = await invited();
    const { html } = await openPage(world, path);
    const other = /href="([^"]*lang=en[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await openPage(world, other)).html).toContain(`value="${from}"`);
  });
});
