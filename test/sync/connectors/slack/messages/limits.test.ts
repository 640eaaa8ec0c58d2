import { describe, expect, it } from 'vitest';
import { approvalMessage } from '../../../../../services/sync/src/connectors/slack/messages/approval-message.ts';
import { delegationModal } from '../../../../../services/sync/src/connectors/slack/messages/delegation-modal.ts';
import { digestMessage } from '../../../../../services/sync/src/connectors/slack/messages/digest.ts';
import { evidenceModal } from '../../../../../services/sync/src/connectors/slack/messages/evidence-modal.ts';
import { homeView } from '../../../../../services/sync/src/connectors/slack/messages/home.ts';
import { lookupMessage } from '../../../../../services/sync/src/connectors/slack/messages/lookup.ts';
import { newRequestModal } from '../../../../../services/sync/src/connectors/slack/messages/new-request-modal.ts';
import { noticeModal } from '../../../../../services/sync/src/connectors/slack/messages/notice-modal.ts';
import { refusalModal } from '../../../../../services/sync/src/connectors/slack/messages/refusal-modal.ts';
import {
  escalationMessage,
  reminderMessage,
} from '../../../../../services/sync/src/connectors/slack/messages/reminders.ts';
import { sectionKeys } from '../../../../../services/sync/src/connectors/slack/messages/sections.ts';
import { storyReply } from '../../../../../services/sync/src/connectors/slack/messages/story.ts';
import { messageProblems, viewProblems } from '../../../../kit/block-kit-limits.ts';
import { anApproval, aRequest, nastyChoices, nastyRequest, nastyTexts, wordings } from './samples.ts';

const mention = '<@UTEAM> and <!subteam^STEAM>, <!channel> <@U12|x> all';
const metadata = JSON.stringify({ value: 'v'.repeat(300), channel: 'C1', ts: '1.2' });
const tested = wordings.flatMap(([language, wording]) =>
  nastyTexts.map((text, place) => ({ language, wording, text, place })),
);
const dealUrlOf = () => 'https://example.pipedrive.com/deal/1';
const promisedAtOf = () => '2026-11-20T13:00:00.000Z';

describe.each(tested)('in $language, with the nasty text $place', ({ wording, text }) => {
  const request = nastyRequest(text);
  const open = nastyRequest(text, { step: 'pending' });

  it.each([
    ['decided', request, false],
    ['open', open, false],
    ['restricted', open, true],
    [
      'nameless',
      aRequest({ organization: null, person: { id: 1, name: text, email: null, emails: [], phone: null } }),
      false,
    ],
  ])('keeps the message of a request within the limits: %s', (_, shown, restricted) => {
    const input = {
      request: shown,
      restricted,
      choices: nastyChoices(text),
      mention,
      promisedAt: promisedAtOf(),
    };
    expect(messageProblems(approvalMessage(anApproval(input), wording))).toEqual([]);
  });

  it('keeps replies, reminders and digests within the limits', () => {
    const call = { request, mention, waitingDays: 2 };
    const counts = { pending: 1204, 'awaiting-evidence': 1, failed: 0, 'promised-today': 2, late: 3 };
    const oldest = Array.from({ length: 60 }, () => open);
    const found = { query: text, requests: oldest, total: 1204, dealUrlOf, promisedAtOf };
    const messages = [
      storyReply(request.journal, wording),
      storyReply(request.journal.slice(0, 1), wording),
      reminderMessage(call, wording),
      escalationMessage(call, wording),
      digestMessage({ counts, oldest, dealUrlOf, promisedAtOf }, wording),
      lookupMessage(found, wording),
      lookupMessage({ ...found, requests: [], total: 0 }, wording),
    ];
    expect(messages.flatMap(messageProblems)).toEqual([]);
  });

  it('keeps modals within the limits', () => {
    const choices = nastyChoices(text);
    const preview = { to: text, subject: text, text: text.repeat(4), html: '' };
    const chosen = { reason: 'key-3', note: text };
    const given = { name: text, email: text, phone: text, organization: text, need: text };
    const views = [
      refusalModal({ request, choices, preview, chosen, metadata }, wording),
      refusalModal(
        { request, choices: { ...choices, refusalReasons: [] }, preview: null, metadata },
        wording,
      ),
      evidenceModal({ request, chosen: { document: text }, metadata }, wording),
      newRequestModal({ sources: choices.sources, chosen: given, metadata }, wording),
      delegationModal(
        { chosen: { userId: 'U1', from: '2026-11-22', until: '2026-11-30' }, metadata },
        wording,
      ),
      noticeModal({ title: text, text }, wording),
    ];
    expect(views.flatMap(viewProblems)).toEqual([]);
  });

  it.each([true, false])('keeps a Home of 60 requests within the limits; may decide: %s', (mayDecide) => {
    const items = Array.from({ length: 60 }, (_, place) =>
      nastyRequest(text, { id: `6b2f3c1e-7f0f-4a52-9a7e-1d3a5f0c9b${10 + place}`, step: 'pending' }),
    );
    const away = { delegate: text, fromAt: '2026-11-22T00:00:00.000Z', untilAt: '2026-11-30T00:00:00.000Z' };
    const view = homeView(
      {
        sections: sectionKeys.map((key) => ({ key, total: 1204, items })),
        chosen: 'failed',
        page: 2,
        pages: 3,
        notice: text,
        mayDecide,
        whyNot: text,
        away,
        valueOf: () => 'v'.repeat(300),
        dealUrlOf,
        promisedAtOf,
      },
      wording,
    );
    expect(viewProblems(view)).toEqual([]);
    expect(view.blocks.length).toBeGreaterThan(60);
  });
});
