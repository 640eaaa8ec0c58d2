import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { unlimitedBudget } from './unlimited-budget.ts';

const apiUrl = 'https://api.example.org';
const pipedrive = createPipedrive({ apiUrl, auth: { apiToken: 'secret-token' }, budget: unlimitedBudget() });

nockOnly();

describe('ourselves', () => {
  const body = {
    id: 3,
    name: 'Robot',
    email: 'robot@example.org',
    active_flag: true,
    locale: 'fr_FR',
    lang: 1,
    role_id: 2,
    access: [{ app: 'sales', admin: true, permission_set_id: 'x' }],
    company_id: 77,
    company_name: 'Exemple',
    company_domain: 'exemple',
    language: { language_code: 'fr', country_code: 'FR' },
  };

  it('are told with the company, the rights and the language', async () => {
    nock(apiUrl).get('/v1/users/me').reply(200, { data: body });
    expect(await pipedrive.me()).toEqual({
      id: 3,
      companyId: '77',
      name: 'Robot',
      email: 'robot@example.org',
      isAdmin: true,
      roleId: 2,
      companyName: 'Exemple',
      companyDomain: 'exemple',
      locale: 'fr_FR',
      language: 'fr',
    });
  });

  it('may be told with little', async () => {
    nock(apiUrl)
      .get('/v1/users/me')
      .reply(200, { data: { id: 3, company_id: 77, language: 'fr', access: 'none' } });
    expect(await pipedrive.me()).toMatchObject({
      companyId: '77',
      isAdmin: false,
      roleId: null,
      companyName: '',
      locale: null,
      language: null,
    });
  });

  it.each([
    ['sales', true, true],
    ['global', true, true],
    ['sales', false, false],
    ['account_settings', true, false],
    ['campaigns', true, false],
  ])('administer by %s: %s gives %s', async (app, admin, isAdmin) => {
    nock(apiUrl)
      .get('/v1/users/me')
      .reply(200, { data: { ...body, access: [{ app, admin }] } });
    expect((await pipedrive.me()).isAdmin).toBe(isAdmin);
  });
});

describe('the team', () => {
  it('is listed with roles and rights where they are told', async () => {
    const told = { role_id: 2, access: [{ app: 'global', admin: true }] };
    nock(apiUrl)
      .get('/v1/users')
      .reply(200, {
        data: [
          { id: 3, name: 'Équipe vente', email: 'vente@example.org', active_flag: true, ...told },
          { id: 4, name: 'Robot', email: 'robot@example.org', active_flag: false },
        ],
      });
    expect(await pipedrive.listUsers()).toEqual([
      { id: 3, name: 'Équipe vente', email: 'vente@example.org', active: true, roleId: 2, isAdmin: true },
      { id: 4, name: 'Robot', email: 'robot@example.org', active: false },
    ]);
  });

  it('has roles, on as many pages as there are', async () => {
    const page = (start: string) => nock(apiUrl).get('/v1/roles').query({ start, limit: '500' });
    const more = { pagination: { start: 0, limit: 1, more_items_in_collection: true, next_start: 1 } };
    page('0').reply(200, { data: [{ id: 1, name: 'Vente', active_flag: true }], additional_data: more });
    page('1').reply(200, { data: [{ id: 2, name: 'Ancien', active_flag: false }] });
    expect(await pipedrive.listRoles()).toEqual([{ id: 1, name: 'Vente' }]);
  });
});

describe('who may see', () => {
  it('a deal and a person', async () => {
    nock(apiUrl)
      .get('/v1/deals/7/permittedUsers')
      .reply(200, { success: true, data: [11, '21'] });
    nock(apiUrl)
      .get('/v1/persons/5/permittedUsers')
      .reply(200, { success: true, data: [11] });
    expect(await pipedrive.permittedUsersOfDeal(7)).toEqual([11, 21]);
    expect(await pipedrive.permittedUsersOfPerson(5)).toEqual([11]);
  });

  it('what does not exist is nobody, and an error is not', async () => {
    nock(apiUrl).get('/v1/deals/7/permittedUsers').reply(404, { success: false });
    nock(apiUrl).get('/v1/persons/5/permittedUsers').reply(403, { success: false });
    expect(await pipedrive.permittedUsersOfDeal(7)).toEqual([]);
    await expect(pipedrive.permittedUsersOfPerson(5)).rejects.toMatchObject({
      failure: { word: 'sign-in-again' },
    });
  });
});
