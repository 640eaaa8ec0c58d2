import { describe, expect, it } from 'vitest';
import {
  type HomeInput,
  homePageSize,
  homeView,
} from '../../../../../services/sync/src/connectors/slack/messages/home.ts';
import { sampleEffect } from '../../../../apps/pipedrive-extension/request-samples.ts';
import { aRequest, english, french } from './samples.ts';

function aHome(overrides: Partial<Omit<HomeInput, 'valueOf'>> = {}): HomeInput {
  return {
    sections: [
      { key: 'pending', total: 1204, items: [aRequest()] },
      { key: 'late', total: 0, items: [] },
    ],
    chosen: 'pending',
    page: 1,
    pages: 1,
    notice: null,
    mayDecide: true,
    whyNot: null,
    away: null,
    valueOf: ({ id }, effectId) => `sealed.${effectId ?? id}`,
    dealUrlOf: () => null,
    promisedAtOf: () => null,
    ...overrides,
  };
}

const wordsOf = (input: HomeInput, wording = french) => JSON.stringify(homeView(input, wording).blocks);
/** Buttons by name and value, in their order. */
const pressable = (input: HomeInput) =>
  [...wordsOf(input).matchAll(/"action_id":"([^"]+)"[^}]*\}?,"value":"([^"]+)"/g)].map(
    ([, id, value]) => `${id} ${value}`,
  );

describe('the queue', () => {
  it('counts each section and leads to the others', () => {
    expect(wordsOf(aHome())).toContain('▸ *À décider* · *1\u202f204*');
    expect(wordsOf(aHome())).toContain('"En retard · 0"');
    expect(pressable(aHome())).toContain('home-section late');
    expect(pressable(aHome())).not.toContain('home-section pending');
  });

  it('shows each request of the chosen section with its buttons', () => {
    const { id } = aRequest();
    expect(wordsOf(aHome({ dealUrlOf: () => 'https://example.org/deal/1' }))).toContain(
      '*<https://example.org/deal/1|Mairie de Plouzané>*\\nAwa Diallo · awa@mairie.example.org\\nÀ décider · reçue <!date^',
    );
    expect(pressable(aHome()).filter((pressed) => pressed.endsWith(id))).toEqual([
      `accept-request sealed.${id}`,
      `refuse-request sealed.${id}`,
      `ask-for-evidence sealed.${id}`,
    ]);
  });

  it('shows what failed, to be tried again', () => {
    const problem = { word: 'broken' as const, title: 'En panne', detail: 'Plus rien.' };
    const effects = [sampleEffect({ state: 'dead-letter', problem })];
    const items = [aRequest({ effects, allowedCommands: ['retry-effect'] })];
    const input = aHome({ sections: [{ key: 'failed', total: 1, items }], chosen: 'failed' });
    expect(wordsOf(input)).toContain('*En panne* Plus rien.');
    expect(pressable(input)).toContain(`retry-effect sealed.${effects[0]?.id}`);
  });

  it('says when it is empty, and what comes', () => {
    const input = aHome({ sections: [{ key: 'pending', total: 0, items: [] }] });
    expect(wordsOf(input)).toContain(
      'Aucune demande en attente. Les nouvelles demandes apparaîtront ici toutes seules.',
    );
    expect(wordsOf(input, english)).toContain(
      'No request is waiting. New requests appear here by themselves.',
    );
  });

  it('has room for a page, and turns it', () => {
    const problem = { word: 'broken' as const, title: 'En panne', detail: 'Plus rien.' };
    const items = Array.from({ length: homePageSize }, (_, place) =>
      aRequest({
        id: `6b2f3c1e-7f0f-4a52-9a7e-1d3a5f0c9b${10 + place}`,
        effects: [sampleEffect({ state: 'dead-letter', problem })],
      }),
    );
    const input = aHome({
      sections: [{ key: 'pending', total: 60, items }],
      page: 2,
      pages: 3,
      notice: 'Fait.',
    });
    expect(wordsOf(input)).toContain('Page 2 sur 3');
    expect(pressable(input)).toEqual(expect.arrayContaining(['home-page pending:1', 'home-page pending:3']));
    expect(items.filter(({ id }) => wordsOf(input).includes(`decide:${id}`))).toHaveLength(homePageSize);
    expect(wordsOf(input)).not.toContain('autres demandes');
  });
});

describe('the reader', () => {
  it('who may not decide learns why, and is offered no delegation', () => {
    const input = aHome({ mayDecide: false, whyNot: 'Les invités <Slack> ne décident pas.' });
    expect(wordsOf(input)).toContain('Les invités &lt;Slack&gt; ne décident pas.');
    expect(pressable(input)).not.toContain('delegate delegate');
    expect(pressable(input)).toContain('new-request new');
  });

  it('who sees no request learns why, and is offered nothing', () => {
    const input = aHome({ sections: [], mayDecide: false, whyNot: 'Vous venez d’un autre espace.' });
    expect(homeView(input, french).blocks).toMatchObject([
      { type: 'header' },
      { type: 'section', text: { text: 'Vous venez d’un autre espace.' } },
    ]);
  });

  it('who is away sees until which day, and can come back', () => {
    const away = {
      delegate: 'Équipe vente',
      fromAt: '2026-11-22T23:00:00.000Z',
      untilAt: '2026-11-29T23:00:00.000Z',
    };
    expect(wordsOf(aHome({ away }))).toContain(
      '🌴 Équipe vente décide pour vous du 23 nov. 2026 au 29 nov. 2026.',
    );
    expect(pressable(aHome({ away }))).toContain('delegation-end end');
    expect(pressable(aHome({ away }))).not.toContain('delegate delegate');
    expect(pressable(aHome())).toContain('delegate delegate');
  });
});
