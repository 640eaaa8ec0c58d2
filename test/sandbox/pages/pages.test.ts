import { jwtVerify } from 'jose';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { html } from '../../../services/sandbox/src/pages/html.ts';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';

const evil = '<script>alert("x")</script>\'&';
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ serviceUrl: 'http://127.0.0.1:9', instant: true });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${sandbox.url}${path}`, { headers });
  return { response, status: response.status, text: await response.text() };
};
const post = (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
    redirect: 'manual',
  });
const sendForm = (fields: Record<string, string> = {}) =>
  post('/form', { name: 'Accueil', email: 'accueil@example.org', organization: 'Mairie', ...fields });
const lastDeal = () => sandbox.pipedrive.deals.at(-1);

describe('markup', () => {
  it('escapes every value and no literal part', () => {
    expect(html`<p title="${evil}">${[html`<b>${1}</b>`, evil, null, false]}</p>`.markup).toBe(
      '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;"><b>1</b>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;</p>',
    );
  });

  it('reaches no page unescaped', async () => {
    await sendForm({ name: evil, organization: evil, message: evil, jobTitle: evil });
    await createTransport(sandbox.environment.SMTP_URL).sendMail({
      from: 'a@example.org',
      to: 'b@example.org',
      subject: evil,
      text: evil,
      html: `<p>Bonjour</p>${evil}`,
    });
    await fetch(`${sandbox.environment.ACCOUNTS_SCIM_URL}/Users`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${sandbox.environment.ACCOUNTS_SCIM_TOKEN}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: 'a@example.org',
        displayName: evil,
      }),
    });
    const account = sandbox.accounts.accounts[0];
    const deal = lastDeal();
    const paths = [
      '/',
      '/form',
      '/pipedrive/deals',
      '/pipedrive/persons',
      '/pipedrive/requests',
      '/pipedrive/pipeline',
    ];
    paths.push('/mailbox', '/mailbox/1', '/accounts', `/activate/${account?.activationToken}`, '/calls');
    paths.push(`/pipedrive/deal/${deal?.id}`, `/pipedrive/person/${deal?.person_id}`);
    for (const path of [...paths, '/nowhere/<script>']) {
      const { response, text, status } = await get(path);
      expect([path, status]).toEqual([path, path.startsWith('/nowhere') ? 404 : 200]);
      expect(text, path).not.toContain('<script>');
      expect(response.headers.get('content-security-policy'), path).toContain("script-src 'self'");
    }
    const mail = await get('/mailbox/1/html');
    expect(mail.response.headers.get('content-security-policy')).toMatch(/^sandbox (?!.*allow-scripts)/);
  });

  it('speaks French first, and English when asked', async () => {
    expect((await get('/')).text).toContain('Bienvenue');
    const english = await get('/?lang=en');
    expect(english.text).toContain('Welcome');
    const cookie = english.response.headers.get('set-cookie') ?? '';
    expect((await get('/form', { cookie })).text).toContain('lang="en"');
  });
});

describe('the form', () => {
  it('makes a person and a deal, and leads to both', async () => {
    const text = await (await sendForm()).text();
    expect(text).toContain(`href="/pipedrive/deal/${lastDeal()?.id}"`);
    expect(text).toContain(`href="/pipedrive/person/${lastDeal()?.person_id}"`);
    expect(sandbox.pipedrive.persons.at(-1)?.emails[0]?.value).toBe('accueil@example.org');
  });

  it('asks for volume and deadline, and tells when the volume is no number', async () => {
    await sendForm({ filesPerYear: '2500', deadline: 'Dès que possible' });
    const { text } = await get(`/pipedrive/deal/${lastDeal()?.id}`);
    expect(text).toContain('<dd>2500</dd>');
    expect(text).toContain('<dd>Dès que possible</dd>');
    const before = lastDeal()?.id;
    const wrong = await sendForm({ filesPerYear: 'beaucoup', deadline: 'Sous 6 mois' });
    const page = await wrong.text();
    expect(wrong.status).toBe(422);
    expect(page).toContain('id="filesPerYear-error"');
    expect(page).toContain('<option value="Sous 6 mois" selected>');
    expect(lastDeal()?.id).toBe(before);
  });

  it('says what is wrong and keeps what was typed', async () => {
    const before = lastDeal()?.id;
    const response = await sendForm({ email: 'accueil', organization: ' ' });
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toContain('id="email-error"');
    expect(text).toContain('id="organization-error"');
    expect(text).not.toContain('id="name-error"');
    expect(text).toContain('value="Accueil"');
    expect(lastDeal()?.id).toBe(before);
  });
});

describe('the host pages', () => {
  const frameOf = (text: string) => {
    const source = /<iframe id="surface"[^>]* data-src="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    return new URL(source ?? 'missing:');
  };
  const claims = async (token: string | null) => {
    const secret = new TextEncoder().encode(sandbox.environment.PIPEDRIVE_CLIENT_SECRET);
    return (await jwtVerify(token ?? '', secret, { algorithms: ['HS256'] })).payload;
  };

  it('embed the panel with its record and a signed token of who is signed in', async () => {
    const { text } = await get('/pipedrive/deal/1', { cookie: 'sandbox_user=22' });
    const frame = frameOf(text);
    expect(frame.href).toContain('http://127.0.0.1:9/surfaces/pipedrive/panel?');
    expect(Object.fromEntries(frame.searchParams)).toMatchObject({
      id: expect.stringMatching(/^[\w-]{36}$/),
      resource: 'deal',
      view: 'details',
      selectedIds: '1',
      userId: '22',
      companyId: '7001',
    });
    const payload = await claims(frame.searchParams.get('token'));
    expect(payload).toMatchObject({ userId: 22, companyId: 7001 });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
  });

  it('hand out fresh tokens, of the default user unless told', async () => {
    const { token } = await (await fetch(`${sandbox.url}/sandbox/token`, { method: 'POST' })).json();
    expect(await claims(token)).toMatchObject({ userId: 21 });
  });

  it('do what a colleague does, in the name of who is signed in', async () => {
    const cookie = 'sandbox_user=22';
    await post('/pipedrive/deal/1/owner', { ownerId: '22' }, { cookie });
    expect(sandbox.pipedrive.deals[0]?.owner_id).toBe(22);
    await post('/pipedrive/deal/1/lost', { reason: 'Budget' }, { cookie });
    expect(sandbox.pipedrive.deals[0]).toMatchObject({ status: 'lost', lost_reason: 'Budget' });
    expect((await get('/pipedrive/deal/1')).text).toContain('Budget');
    await post('/pipedrive/deal/1/reopen');
    expect(sandbox.pipedrive.deals[0]?.status).toBe('open');
    await post('/pipedrive/person/1/email', { email: 'neuf@example.org' });
    expect(sandbox.pipedrive.persons[0]?.emails).toMatchObject([
      { value: 'neuf@example.org', primary: true },
    ]);
    await post('/pipedrive/deal/1/delete');
    expect(sandbox.pipedrive.deals[0]?.is_deleted).toBe(true);
    expect((await post('/pipedrive/deal/999/won')).status).toBe(404);
  });

  it('log a call, plan a meeting, and move, finish and delete what is planned', async () => {
    const { pipedrive } = sandbox;
    await post('/pipedrive/deal/1/activity', { type: 'call', subject: 'Appel passé', done: 'yes' });
    expect(pipedrive.activities.at(-1)).toMatchObject({
      ...{ subject: 'Appel passé', type: 'call', done: true, deal_id: 1, owner_id: 21 },
      participants: [{ person_id: pipedrive.deals[0]?.person_id, primary: true }],
    });
    await post('/pipedrive/deal/1/activity', { type: 'meeting', subject: evil, dueOn: '2030-01-07' });
    const { id = 0 } = pipedrive.activities.at(-1) ?? {};
    const planned = () => pipedrive.activities.find((each) => each.id === id);
    expect(planned()).toMatchObject({ type: 'meeting', due_date: '2030-01-07', done: false });
    const page = (await get('/pipedrive/deal/1')).text;
    expect(page).toContain(`data-activity="${id}"`);
    expect(page).not.toContain(evil);
    await post(`/pipedrive/deal/1/activity/${id}/move`, { dueOn: '2030-01-09' });
    expect(planned()?.due_date).toBe('2030-01-09');
    await post(`/pipedrive/deal/1/activity/${id}/done`);
    expect(planned()?.done).toBe(true);
    await post(`/pipedrive/deal/1/activity/${id}/delete`);
    expect(planned()?.is_deleted).toBe(true);
    expect((await get('/pipedrive/deal/1')).text).not.toContain(`data-activity="${id}"`);
    await post('/pipedrive/deal/1/reply');
    expect(pipedrive.deals[0]?.last_incoming_mail_time).toMatch(/Z$/);
    expect((await post('/pipedrive/deal/999/reply')).status).toBe(404);
  });

  it('serve their script without types', async () => {
    const { response, text } = await get('/assets/browser/host.ts');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    expect(text).not.toContain('type Message');
    expect((await get('/assets/browser/..%2f..%2fsandbox.ts')).status).toBe(404);
  });
});
