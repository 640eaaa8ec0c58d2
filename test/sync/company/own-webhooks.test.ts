import { beforeAll, expect, it } from 'vitest';
import { type OwnWebhooksOptions, ownWebhooks } from '#sync/company/own-webhooks.ts';
import { OutsideError } from '#sync/connectors/errors.ts';
import type { NewWebhook, Webhook } from '#sync/connectors/pipedrive/port-setup.ts';
import { activateCompany } from '#sync/store/companies.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();
beforeAll(async () => {
  for (const id of ['1', '2', '3'])
    await activateCompany(stage.db, { id, name: id, apiUrl: 'https://pipedrive.example.org' });
});
const words = { fr: 'x', en: 'x' };
const url = 'https://passerelle.example.org/webhooks/pipedrive';

/** A Pipedrive that refuses some objects, each in its way. */
function pipedriveRefusing(refused: Record<string, { status: number; word: 'rejected' | 'retry-later' }>) {
  const made: Webhook[] = [];
  return {
    made,
    listWebhooks: async () => made,
    createWebhook: async ({ object, action, subscriptionUrl, name, user }: NewWebhook) => {
      const failure = refused[object];
      if (failure) throw new OutsideError({ vendor: 'pipedrive', title: words, detail: words, ...failure });
      const known = { isActive: true, version: '2.0', userName: user };
      const webhook = { id: made.length + 1, object, action, subscriptionUrl, name, ...known };
      made.push(webhook);
      return webhook;
    },
    deleteWebhook: async (id: number) => {
      const at = made.findIndex((webhook) => webhook.id === id);
      made.splice(at, 1);
    },
  };
}

function webhooksOf(
  companyId: string,
  pipedrive: OwnWebhooksOptions['pipedrive'],
  followsConversions: () => boolean,
) {
  const seal = {
    seal: (text: string) => text,
    open: (text: string) => text,
    canOpen: () => true,
    isOld: () => false,
  };
  return ownWebhooks({
    ...{ db: stage.db, seal, pipedrive, companyId, url, followsConversions },
    isHeardAt: async () => false,
  });
}
const keptOf = async (companyId: string) =>
  (
    await stage.db
      .selectFrom('webhook_subscriptions')
      .select('object')
      .where('company', '=', companyId)
      .orderBy('object')
      .execute()
  ).map(({ object }) => object);

it('hears activities as long as customers are followed', async () => {
  const pipedrive = pipedriveRefusing({});
  let follows = false;
  const webhooks = webhooksOf('1', pipedrive, () => follows);
  await webhooks.register();
  expect(pipedrive.made.map(({ object }) => object)).toEqual(['person', 'deal', 'organization', 'user']);
  follows = true;
  await webhooks.register();
  expect(await keptOf('1')).toEqual(['activity', 'deal', 'organization', 'person', 'user']);
  follows = false;
  await webhooks.register();
  expect(pipedrive.made.map(({ object }) => object)).not.toContain('activity');
});

it('goes on without activities where their scope is missing, and asks again at the next registration', async () => {
  const refused: Parameters<typeof pipedriveRefusing>[0] = { activity: { status: 403, word: 'rejected' } };
  const pipedrive = pipedriveRefusing(refused);
  const webhooks = webhooksOf('2', pipedrive, () => true);
  await webhooks.register();
  expect(await keptOf('2')).toEqual(['deal', 'organization', 'person', 'user']);
  expect(await webhooks.plan()).toMatchObject({ missing: ['activity'] });
  delete refused.activity;
  await webhooks.register();
  expect(await webhooks.plan()).toMatchObject({ missing: [] });
});

it.each([
  ['the scope of deals', { deal: { status: 403, word: 'rejected' as const } }],
  ['a shield that is tired of us', { activity: { status: 403, word: 'retry-later' as const } }],
])('fails for %s', async (_what, refused) => {
  await expect(webhooksOf('3', pipedriveRefusing(refused), () => true).register()).rejects.toThrow(
    OutsideError,
  );
});
