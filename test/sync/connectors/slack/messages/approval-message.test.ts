import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { approvalMessage } from '../../../../../services/sync/src/connectors/slack/messages/approval-message.ts';
import type { Wording } from '../../../../../services/sync/src/connectors/slack/messages/wording.ts';
import { sampleEffect } from '../../../../apps/pipedrive-extension/request-samples.ts';
import {
  type ApprovalSample,
  aLine,
  anApproval,
  aRequest,
  english,
  french,
  now,
  oneTarget,
} from './samples.ts';

/** What people read of it, block by block. */
function read(input: ApprovalSample, wording: Wording = french): string[] {
  return approvalMessage(anApproval(input), wording).blocks.map(wordsOf);
}

function wordsOf(block: KnownBlock): string {
  if (block.type === 'header') return block.text.text;
  if (block.type === 'context')
    return block.elements.map((one) => ('text' in one ? one.text : '')).join(' | ');
  if (block.type === 'actions')
    return `[${block.elements.map((one) => ('action_id' in one ? one.action_id : '')).join(' ')}]`;
  if (block.type !== 'section') return block.type;
  const button = block.accessory && 'action_id' in block.accessory ? ` [${block.accessory.action_id}]` : '';
  return `${block.text?.text ?? block.fields?.map(({ text }) => text.replace('\n', ': ')).join('\n')}${button}`;
}

const submitted = '<!date^1795348800^{date_short_pretty}, {time}|13:00>';
const decided = {
  step: 'refusing' as const,
  decision: 'Refusée : Particulier',
  decidedAt: '2026-11-22T13:02:55.000Z',
  decidedBy: 'Équipe vente',
  decidedFrom: 'slack',
  undoUntil: '2026-11-22T13:03:05.000Z',
  allowedCommands: ['undo-decision' as const, 'retry-effect' as const],
};

describe('a request to decide', () => {
  it('says who asks, what is known and what can be done, in French', () => {
    const input = { mention: '<@UTEAM>', promisedAt: '2026-11-23T13:00:00.000Z', choices: oneTarget };
    expect(read(input)).toEqual([
      'Mairie de Plouzané',
      '*À décider* · <@UTEAM>',
      [
        '*Personne*: Awa Diallo',
        '*E-mail*: <mailto:awa@mairie.example.org|awa@mairie.example.org>',
        '*Téléphone*: +33 1 23 45 67 89',
        '*Affaire*: <https://example.pipedrive.com/deal/101?a=1&amp;b=2%7C3|Mairie>',
        '*Origine*: Pipedrive',
        `*Reçue*: ${submitted}`,
        '*Réponse promise*: 23 nov. 2026',
      ].join('\n'),
      '*✅ Éligible*\n• Organisme public connu',
      '[accept-request refuse-request ask-for-evidence open-deal]',
    ]);
  });

  it('says the same in English', () => {
    const request = aRequest({
      reasons: ['Known public body'],
      source: 'request-form/fair',
      organization: null,
      priority: true,
    });
    const choices = { ...oneTarget, sources: [{ key: 'fair', label: 'Fair of the mayors' }] };
    expect(
      read({ request, choices, dealUrl: null, promisedAt: '2026-11-21T13:00:00.000Z' }, english),
    ).toEqual([
      'Awa Diallo',
      '*To decide* · 🔔 Priority',
      [
        '*Organization*: No organization given',
        '*Person*: Awa Diallo',
        '*E-mail*: <mailto:awa@mairie.example.org|awa@mairie.example.org>',
        '*Phone*: +33 1 23 45 67 89',
        '*Deal*: Mairie',
        '*Source*: Public form (Fair of the mayors)',
        `*Received*: ${submitted}`,
        '*Promised answer*: 🔴 Late, promised for 21 Nov 2026',
      ].join('\n'),
      '*✅ Eligible*\n• Known public body',
      '[accept-request refuse-request ask-for-evidence]',
    ]);
  });

  it('tells a notification the organization, the address and the state', () => {
    expect(approvalMessage(anApproval({ promisedAt: '2026-11-21T13:00:00.000Z' }), french).text).toBe(
      'Demande de compte\u00a0: Mairie de Plouzané (Awa Diallo, awa@mairie.example.org). À décider, en retard, réponse promise pour le 21 nov. 2026.',
    );
  });

  it('bears the id of the request alone for who looks for it', () => {
    expect(approvalMessage(anApproval(), french).metadata).toEqual({
      event_type: 'account_request',
      event_payload: { request_id: '6b2f3c1e-7f0f-4a52-9a7e-1d3a5f0c9b10' },
    });
  });

  it('warns, and tells what was decided before', () => {
    const request = aRequest({
      verdict: 'unknown',
      reasons: [],
      warnings: ['Une autre fiche porte la même adresse.'],
      journal: [
        aLine({ by: null, from: null, text: 'Demande reçue → À décider' }),
        aLine(),
        aLine({ text: 'Justificatif demandé → Justificatif attendu', outcome: 'refused' }),
        aLine({ text: 'Nouvel essai : Envoyer le mail' }),
      ],
    });
    const at = '<!date^1795251600^{date_short_pretty}, {time}|21 nov., 10:00>';
    expect(read({ request }).slice(3, 6)).toEqual([
      '*Aucune vérification automatique*\nVérifiez l’organisme avant de décider.',
      '*À vérifier avant de décider*\n• Une autre fiche porte la même adresse.',
      `*Décisions précédentes*\n• Demande refusée : Particulier ou entreprise → Refus en cours · Équipe vente, depuis Slack · ${at}`,
    ]);
  });
});

describe('a decided request', () => {
  it('says who, from where, when, until when it can be undone, and what failed', () => {
    const problem = {
      word: 'rejected' as const,
      title: 'Adresse refusée',
      detail: 'Le serveur n’en veut pas.',
    };
    const effects = [
      sampleEffect({ state: 'dead-letter', attempts: 3, problem }),
      sampleEffect({ id: 'f', state: 'done' }),
      sampleEffect({ id: 'g', state: 'cancelled' }),
    ];
    const input = {
      request: aRequest({ ...decided, effects }),
      mention: '<@UTEAM>',
      promisedAt: '2026-11-21T13:00:00.000Z',
    };
    expect([read(input)[1], ...read(input).slice(4)]).toEqual([
      '*Refus en cours*',
      '*Refusée : Particulier*\npar Équipe vente depuis Slack, <!date^1795352575^{date_short_pretty}, {time}|14:02>',
      'Annulable jusqu’à <!date^1795352585^{time_secs}|14:03:05>',
      '⚠️ *Envoyer le mail* · En échec · 3 tentatives\n*Adresse refusée* Le serveur n’en veut pas. [retry-effect]',
      'Exécution\u00a0: 1 sur 2',
      '[undo-decision open-deal]',
    ]);
    expect(read(input).join()).not.toContain('promise');
    expect(approvalMessage(anApproval(input), french).text).toContain(
      'Refusée\u00a0: Particulier, par Équipe vente depuis Slack, 14:02, 1 action en échec.',
    );
  });

  it('cannot be undone any more once that time is over', () => {
    const words = read({ request: aRequest(decided) }, { ...french, now: new Date(now.getTime() + 6000) });
    expect(words.join()).not.toMatch(/undo-decision|Annulable/);
  });

  it('does not tell the decision in force as an earlier one', () => {
    const request = aRequest({ ...decided, journal: [aLine({ at: decided.decidedAt })] });
    expect(read({ request }).join()).not.toContain('Décisions précédentes');
  });

  it('tells the five youngest of many earlier decisions, the youngest last', () => {
    // As a request comes: the newest line first.
    const journal = [7, 6, 5, 4, 3, 2, 1].map((place) => aLine({ text: `Décision ${place} → Étape` }));
    const told = read({ request: aRequest({ ...decided, journal }) }).join('\n');
    expect(told).toContain('2 lignes plus anciennes');
    expect(told.match(/Décision \d/g)).toEqual([3, 4, 5, 6, 7].map((place) => `Décision ${place}`));
  });
});

it('tells a proposal that waits for a second decider', () => {
  const proposal = {
    type: 'refuse-request' as const,
    by: 'Équipe vente',
    from: 'Pipedrive',
    at: '2026-11-22T12:00:00.000Z',
    text: 'Refuser : Particulier',
    note: 'Une note\n\nen deux lignes',
    mine: false,
  };
  const words = read({ request: aRequest({ proposal }) });
  expect(words.slice(4, 6)).toEqual([
    '*Équipe vente propose de refuser cette demande*\nRefuser : Particulier\n&gt; Une note\n&gt; en deux lignes',
    `Proposé depuis Pipedrive, ${submitted} | Une autre personne qui décide doit la confirmer.`,
  ]);
  expect(approvalMessage(anApproval({ request: aRequest({ proposal }) }), english).text).toContain(
    'Decision proposed by Équipe vente, to be confirmed',
  );
});

it('tells nothing of whose a request with restricted visibility is', () => {
  const secret = 'secret';
  const request = aRequest({
    ...decided,
    decision: secret,
    person: {
      id: 1,
      name: secret,
      email: `${secret}@example.org`,
      emails: [`${secret}@example.org`],
      phone: secret,
    },
    organization: { id: 2, name: secret, siren: null },
    dealTitle: secret,
    reasons: [secret],
    warnings: [secret],
    proposal: {
      type: 'refuse-request',
      by: 'Équipe vente',
      from: 'Slack',
      at: decided.decidedAt,
      text: secret,
      note: secret,
      mine: false,
    },
    effects: [
      sampleEffect({ state: 'dead-letter', problem: { word: 'broken', title: 'En panne', detail: secret } }),
    ],
    journal: [aLine({ text: `${secret} → Refusée` })],
    attachProposals: [{ dealId: 5, title: secret, because: 'domain' }],
    allowedCommands: ['accept-request', 'refuse-request'],
  });
  const message = approvalMessage(anApproval({ request, restricted: true }), french);
  expect(JSON.stringify(message)).not.toContain(secret);
  expect(message.text).toContain('Demande à visibilité restreinte');
  expect(read({ request, restricted: true }).at(-1)).toBe('[target accept-request refuse-request open-deal]');
  // Nor what was decided, which may be told in free words; who decided is told.
  const refused = approvalMessage(
    anApproval({ request: { ...request, proposal: null }, restricted: true }),
    french,
  );
  expect(JSON.stringify(refused)).not.toContain(secret);
  expect(JSON.stringify(refused.blocks)).toContain('Équipe vente');
});
