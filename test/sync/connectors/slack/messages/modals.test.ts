import type { ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { delegationModal } from '../../../../../services/sync/src/connectors/slack/messages/delegation-modal.ts';
import { evidenceModal } from '../../../../../services/sync/src/connectors/slack/messages/evidence-modal.ts';
import { newRequestModal } from '../../../../../services/sync/src/connectors/slack/messages/new-request-modal.ts';
import { noticeModal } from '../../../../../services/sync/src/connectors/slack/messages/notice-modal.ts';
import { refusalModal } from '../../../../../services/sync/src/connectors/slack/messages/refusal-modal.ts';
import { sampleChoices } from '../../../../apps/pipedrive-extension/request-samples.ts';
import { aRequest, english, french } from './samples.ts';

const metadata = '{"value":"sealed"}';

/** All words of a view that no field holds. */
function wordsOf({ blocks }: ModalView): string {
  return JSON.stringify(blocks.filter(({ type }) => type !== 'input'));
}

function fieldOf({ blocks }: ModalView, id: string): unknown {
  return blocks.find(({ block_id }) => block_id === id);
}

describe('the refusal modal', () => {
  const base = { request: aRequest(), choices: sampleChoices, preview: null, metadata };
  const preview = {
    to: 'awa@mairie.example.org',
    subject: 'Votre demande',
    text: 'Bonjour,\n\nnon.',
    html: '',
  };

  it('asks for the reason, which is told at once, and a note', () => {
    const view = refusalModal(base, french);
    expect(view).toMatchObject({
      callback_id: 'refuse',
      private_metadata: metadata,
      title: { text: 'Refuser la demande' },
      submit: { text: 'Refuser la demande' },
      close: { text: 'Ne pas refuser' },
    });
    expect(fieldOf(view, 'refusal-reason')).toMatchObject({
      dispatch_action: true,
      element: { action_id: 'refusal-reason', options: [{ value: 'individual' }, { value: 'form-filler' }] },
    });
    expect(fieldOf(view, 'refusal-reason')).not.toHaveProperty('element.initial_option');
    expect(fieldOf(view, 'refusal-note')).toMatchObject({ optional: true, element: { max_length: 3000 } });
    expect(wordsOf(view)).toContain('Mairie de Plouzané (Awa Diallo, awa@mairie.example.org)');
    expect(wordsOf(view)).toContain('Choisissez un motif pour voir le mail qui partira.');
    expect(wordsOf(view)).toContain('Vous aurez 10 secondes pour annuler.');
  });

  it('shows the mail of the chosen reason and keeps what was typed', () => {
    const view = refusalModal(
      { ...base, preview, chosen: { reason: 'form-filler', note: 'Bien à vous' } },
      french,
    );
    expect(fieldOf(view, 'refusal-reason')).toMatchObject({
      element: { initial_option: { value: 'form-filler' } },
    });
    expect(fieldOf(view, 'refusal-note')).toMatchObject({ element: { initial_value: 'Bien à vous' } });
    expect(view.blocks).toContainEqual({
      type: 'section',
      text: { type: 'plain_text', text: 'Bonjour,\n\nnon.', emoji: false },
    });
    expect(wordsOf(view)).toContain('*Objet*\\nVotre demande');
  });

  it('has the only reason chosen, and says when there is no mail to show', () => {
    const choices = {
      ...sampleChoices,
      refusalReasons: sampleChoices.refusalReasons.slice(0, 1),
      undoSeconds: 1,
    };
    const view = refusalModal({ ...base, choices }, english);
    expect(fieldOf(view, 'refusal-reason')).toMatchObject({
      element: { initial_option: { value: 'individual' } },
    });
    expect(wordsOf(view)).toContain('The preview is not available at the moment.');
    expect(wordsOf(view)).toContain('You will have 1 second to undo.');
    const silent = { ...preview, to: '' };
    expect(wordsOf(refusalModal({ ...base, preview: silent }, english))).toContain('No mail will leave.');
  });

  it('says what to do when the company has no reason, and cannot be sent', () => {
    const view = refusalModal({ ...base, choices: { ...sampleChoices, refusalReasons: [] } }, french);
    expect(view.submit).toBeUndefined();
    expect(wordsOf(view)).toContain('un administrateur doit compléter les réglages');
  });

  it('shows a long mail in parts, none of them lost or split in a word', () => {
    const text = Array.from({ length: 900 }, (_, place) => `ligne${place}`).join(' ');
    const view = refusalModal(
      { ...base, preview: { ...preview, text }, chosen: { reason: 'individual' } },
      french,
    );
    const parts = view.blocks.flatMap((block) =>
      block.type === 'section' && 'text' in block && block.text?.type === 'plain_text'
        ? [block.text.text]
        : [],
    );
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.join(' ')).toBe(text);
  });
});

it('asks which document is wanted', () => {
  const view = evidenceModal({ request: aRequest(), metadata }, french);
  expect(view).toMatchObject({ callback_id: 'evidence', title: { text: 'Demander un justificatif' } });
  expect(fieldOf(view, 'evidence-document')).toMatchObject({
    label: { text: 'Document demandé' },
    element: { max_length: 300, placeholder: { text: 'Par exemple\u00a0: arrêté de nomination' } },
  });
});

it('asks for what entering a request needs, with what was typed before', () => {
  const sources = [{ key: 'fair', label: 'Salon des maires' }];
  const view = newRequestModal({ sources, chosen: { email: 'awa@mairie.example.org' }, metadata }, english);
  expect(view).toMatchObject({ callback_id: 'new-request', title: { text: 'New request' } });
  const ids = view.blocks.flatMap(({ type, block_id }) => (type === 'input' ? [block_id] : []));
  expect(ids).toEqual(['name', 'email', 'email-unknown', 'organization', 'phone', 'need', 'source']);
  expect(fieldOf(view, 'email')).toMatchObject({
    optional: true,
    element: { initial_value: 'awa@mairie.example.org' },
  });
  expect(fieldOf(view, 'name')).not.toHaveProperty('optional');
  expect(fieldOf(view, 'source')).toMatchObject({
    element: {
      options: [
        { value: 'phone' },
        { value: 'event' },
        { value: 'fair', text: { text: 'Salon des maires' } },
      ],
      initial_option: { value: 'phone' },
    },
  });
});

it('asks who decides meanwhile, from today in the reader’s zone', () => {
  const lateEvening = { ...french, now: new Date('2026-11-22T23:30:00.000Z') };
  const view = delegationModal({ metadata }, lateEvening);
  expect(view).toMatchObject({ callback_id: 'delegation', title: { text: 'Déléguer mes décisions' } });
  expect(fieldOf(view, 'delegation-person')).toMatchObject({ element: { type: 'users_select' } });
  expect(fieldOf(view, 'delegation-from')).toMatchObject({ element: { initial_date: '2026-11-23' } });
  expect(fieldOf(view, 'delegation-until')).not.toHaveProperty('element.initial_date');
});

it('only says something', () => {
  const view = noticeModal({ title: 'Déjà décidée', text: 'Équipe vente a <déjà> refusé.' }, french);
  expect(view).toEqual({
    type: 'modal',
    title: { type: 'plain_text', text: 'Déjà décidée', emoji: false },
    close: { type: 'plain_text', text: 'Fermer', emoji: false },
    blocks: [
      {
        type: 'section',
        text: { type: 'plain_text', text: 'Équipe vente a &lt;déjà&gt; refusé.', emoji: false },
      },
    ],
  });
});
