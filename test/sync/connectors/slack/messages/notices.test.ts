import { describe, expect, it } from 'vitest';
import { digestMessage } from '../../../../../services/sync/src/connectors/slack/messages/digest.ts';
import { lookupMessage } from '../../../../../services/sync/src/connectors/slack/messages/lookup.ts';
import {
  escalationMessage,
  reminderMessage,
} from '../../../../../services/sync/src/connectors/slack/messages/reminders.ts';
import { storyReply } from '../../../../../services/sync/src/connectors/slack/messages/story.ts';
import { aLine, aRequest, english, french } from './samples.ts';

const nothing = { pending: 0, 'awaiting-evidence': 0, failed: 0, 'promised-today': 0, late: 0 };
const dealUrlOf = () => null;

describe('the thread', () => {
  it('tells each line once: what, who, from where, when', () => {
    const lines = [
      aLine(),
      aLine({
        by: 'Passerelle',
        from: 'Passerelle',
        text: 'En échec : Envoyer le mail',
        detail: 'Adresse refusée',
      }),
      aLine({ by: null, from: null, text: 'Rien', outcome: 'ignored' }),
    ];
    const at = '<!date^1795251600^{date_short_pretty}, {time}|21 nov., 10:00>';
    expect(storyReply(lines, french).text.split('\n')).toEqual([
      `Demande refusée : Particulier ou entreprise → Refus en cours · Équipe vente, depuis Slack · ${at}`,
      `En échec : Envoyer le mail (Adresse refusée) · Passerelle · ${at}`,
      `_Sans effet_ · Rien · ${at}`,
    ]);
    expect(storyReply(lines, french).blocks).toHaveLength(3);
  });

  it('says how many lines are older than those it has room for', () => {
    const { blocks } = storyReply(
      Array.from({ length: 500 }, () => aLine()),
      english,
    );
    expect(blocks).toHaveLength(41);
    expect(blocks[0]).toMatchObject({ text: { text: '… 460 older lines' } });
  });
});

describe('the digest', () => {
  it('counts what waits, and names the oldest', () => {
    const counts = { ...nothing, pending: 2, late: 1 };
    const { text, blocks } = digestMessage({ counts, oldest: [aRequest()], dealUrlOf }, french);
    expect(text).toBe(
      'Demandes de compte\u00a0: le point du jour. À décider\u00a0: 2 demandes, En retard\u00a0: 1 demande.',
    );
    expect(blocks[1]).toMatchObject({ text: { text: '*À décider* · 2 demandes\n*En retard* · 1 demande' } });
    expect(JSON.stringify(blocks.at(-1))).toContain('*Mairie de Plouzané*');
  });

  it('says when nothing waits', () => {
    const { text } = digestMessage({ counts: nothing, oldest: [], dealUrlOf }, english);
    expect(text).toBe(
      'Account requests: today’s summary. No request is waiting. New requests arrive in this channel.',
    );
  });
});

describe('a reminder', () => {
  it('calls who should decide, in the singular and the plural', () => {
    const input = { request: aRequest(), mention: '<@UTEAM>', waitingDays: 1 };
    expect(reminderMessage(input, french)).toMatchObject({
      text: '⏰ Cette demande attend une décision depuis 1 jour ouvré. Mairie de Plouzané (Awa Diallo, awa@mairie.example.org)',
      blocks: [{ text: { text: expect.stringMatching(/^<@UTEAM> ⏰/) } }, {}],
    });
    expect(reminderMessage({ ...input, waitingDays: 2 }, english).text).toContain('for 2 working days.');
    expect(reminderMessage({ ...input, waitingDays: 0 }, french).text).toContain(
      'attend encore une décision.',
    );
  });

  it('goes to a second person when nobody decided', () => {
    const input = { request: aRequest(), mention: null, waitingDays: 2, restricted: true };
    const message = escalationMessage(input, french);
    expect(message.text).toBe(
      '🚨 Personne n’a décidé cette demande depuis 2 jours ouvrés. Demande à visibilité restreinte',
    );
    expect(JSON.stringify(message)).not.toMatch(/Plouzané|Awa/);
  });
});

describe('the answer of the slash command', () => {
  it('tells what was found, and how many more there are', () => {
    const requests = Array.from({ length: 12 }, () => aRequest());
    const { text, blocks } = lookupMessage({ query: '*Plouzané*', requests, total: 20, dealUrlOf }, french);
    expect(text).toBe('20 demandes pour «\u00a0∗Plouzané∗\u00a0»');
    expect(JSON.stringify(blocks)).toContain('… et 10 autres demandes dans Pipedrive.');
    expect(blocks.filter((block) => JSON.stringify(block).includes('Awa Diallo'))).toHaveLength(10);
  });

  it('says what to do when nothing was found or nothing was asked', () => {
    const none = { requests: [], dealUrlOf };
    const found = JSON.stringify(lookupMessage({ ...none, query: 'x' }, french));
    expect(found).toContain('Aucune demande ne correspond à «\u00a0x\u00a0».');
    expect(found).toContain('Vérifiez l’orthographe');
    const asked = JSON.stringify(lookupMessage({ ...none, query: '' }, english));
    expect(asked).toContain('Write `/demandes` and an e-mail address');
    expect(asked).toContain('No request is waiting.');
    expect(lookupMessage({ query: ' ', requests: [aRequest()], dealUrlOf }, french).text).toBe(
      'En attente\u00a0: 1 demande',
    );
  });
});
