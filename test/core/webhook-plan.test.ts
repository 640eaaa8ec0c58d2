import { describe, expect, it } from 'vitest';
import { heardObjects, type LiveWebhook, objectsToHear, webhookPlan } from '#core/webhook-plan.ts';

const url = 'https://passerelle.example.org/webhooks/pipedrive';
const live = (id: number, object: string, more: Partial<LiveWebhook> = {}): LiveWebhook => ({
  id,
  object,
  action: '*',
  subscriptionUrl: url,
  isActive: true,
  version: '2.0',
  ...more,
});
const all = heardObjects.map((object, index) => ({ id: index + 1, object }));
const allLive = all.map(({ id, object }) => live(id, object));

describe('webhooks', () => {
  it('a new company needs one for each object', () => {
    expect(webhookPlan(url, [], [])).toEqual({
      present: [],
      missing: ['person', 'deal', 'organization', 'user'],
      dead: [],
      strangers: [],
    });
  });

  it('activities are heard where customers are followed, and no more when they are not', () => {
    expect(webhookPlan(url, all, allLive, objectsToHear(true))).toMatchObject({ missing: ['activity'] });
    const kept = [...all, { id: 9, object: 'activity' }];
    const heard = [...allLive, live(9, 'activity')];
    expect(webhookPlan(url, kept, heard, objectsToHear(true))).toMatchObject({ missing: [], dead: [] });
    expect(webhookPlan(url, kept, heard, objectsToHear(false))).toMatchObject({ dead: [9], strangers: [9] });
  });

  it('nothing is to be done when all are there', () => {
    expect(webhookPlan(url, all, allLive)).toEqual({
      present: all.map(({ id, object }) => ({ object, id })),
      missing: [],
      dead: [],
      strangers: [],
    });
  });

  it('one that was removed is made again', () => {
    expect(webhookPlan(url, all, allLive.slice(1))).toMatchObject({
      missing: ['person'],
      dead: [1],
      strangers: [],
    });
  });

  it.each([
    ['switched off', { isActive: false }],
    ['of an older version', { version: '1.0' }],
    ['for one action alone', { action: 'change' }],
    ['calling where we were before', { subscriptionUrl: 'https://old.example.org/webhooks/pipedrive' }],
  ])('one that is %s is replaced and deleted', (_what, more) => {
    const [first, ...rest] = allLive;
    const plan = webhookPlan(url, all, [{ ...live(1, 'person'), ...more }, ...rest]);
    expect(first?.object).toBe('person');
    expect(plan).toMatchObject({ missing: ['person'], dead: [1], strangers: [1] });
  });

  it('one that calls us and that we do not know is deleted: its password is nobody’s', () => {
    const plan = webhookPlan(url, all, [live(90, 'person'), ...allLive, live(91, 'activity')]);
    expect(plan).toMatchObject({ missing: [], dead: [], strangers: [90, 91] });
  });

  it('of two that we keep for one object the second one goes', () => {
    const kept = [...all, { id: 50, object: 'deal' }];
    expect(webhookPlan(url, kept, [...allLive, live(50, 'deal')])).toMatchObject({
      missing: [],
      dead: [50],
      strangers: [50],
    });
  });

  it('other people’s are left alone', () => {
    const theirs = live(70, 'deal', { subscriptionUrl: 'https://other.example.org/hook' });
    expect(webhookPlan(url, all, [...allLive, theirs]).strangers).toEqual([]);
  });
});
