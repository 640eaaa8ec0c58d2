import { setTimeout as sleep } from 'node:timers/promises';
import type { ModalView } from '@slack/types';
import type { RefusalPreview, RequestDetails } from '#core/contract/request-view.ts';
import { can } from '#core/permissions.ts';
import { delegationModal } from '../connectors/slack/messages/delegation-modal.ts';
import { evidenceModal } from '../connectors/slack/messages/evidence-modal.ts';
import { actionIds, fieldIds } from '../connectors/slack/messages/ids.ts';
import { newRequestModal } from '../connectors/slack/messages/new-request-modal.ts';
import { noticeModal } from '../connectors/slack/messages/notice-modal.ts';
import { refusalModal } from '../connectors/slack/messages/refusal-modal.ts';
import { choicesFor } from '../http/decision-choices.ts';
import { type Acting, type ActingOptions, type Tell, wordingFor } from './acting.ts';
import { sealValue, seenOf } from './button-value.ts';
import { detailsFor } from './carry-out.ts';
import { modalMetadata, valueOfModal } from './modal-metadata.ts';
import { meanwhileText, pressTexts } from './press-texts.ts';
import { pressedValue } from './pressed-value.ts';
import { inputOf, type Press } from './slack-payloads.ts';
import { whyNoDecider } from './why-not.ts';

const openings: readonly string[] = [
  actionIds.refuse,
  actionIds.askForEvidence,
  actionIds.newRequest,
  actionIds.delegate,
  actionIds.refusalReason,
];
/** A trigger lives 3 s (slack.md 7): what takes longer than this is filled in afterwards. */
const patienceMs = 1_000;

/** Whether a press opens a modal, or changes the one it stands in. */
export function isOpening(actionId: string): boolean {
  return openings.includes(actionId);
}

/** Opens the modal of a button; why it cannot be opened is told instead. */
export async function openModal(
  options: ActingOptions,
  acting: Acting,
  press: Press,
  tell: Tell,
): Promise<void> {
  const actionId = press.actions[0]?.action_id ?? '';
  if (actionId === actionIds.refusalReason) return followReason(options, acting, press);
  const triggerId = press.trigger_id ?? '';
  if (actionId === actionIds.newRequest) return openEntry(options, acting, triggerId);
  if (actionId === actionIds.delegate) return openDelegation(options, acting, triggerId, tell);
  const about = await requestOf(options, acting, press);
  if (typeof about === 'string') return void (await tell(about));
  const build = () =>
    actionId === actionIds.refuse
      ? refusalOf(options, acting, about, {})
      : evidenceModal(
          { request: about.request, metadata: about.metadata },
          wordingFor(acting, options.now()),
        );
  await openBuilt(options, acting, triggerId, build);
}

/** The form to enter a request with. @param typed what was written already, e.g. an address */
export function openEntry(
  options: ActingOptions,
  acting: Acting,
  triggerId: string,
  typed: { email?: string; organization?: string } = {},
): Promise<void> {
  const { sources } = choicesFor(acting.caller, options.formUrlOf);
  const build = () =>
    newRequestModal({ sources, chosen: typed, metadata: modalMetadata() }, wordingFor(acting, options.now()));
  return openBuilt(options, acting, triggerId, build);
}

/** Only a right of one's own is lent. */
async function openDelegation(
  options: ActingOptions,
  acting: Acting,
  triggerId: string,
  tell: Tell,
): Promise<void> {
  const { company, staff, language } = acting.caller;
  if (!can(company, staff, 'decide')) return void (await tell(whyNoDecider(company)[language]));
  const wording = wordingFor(acting, options.now());
  await openBuilt(options, acting, triggerId, () => delegationModal({ metadata: modalMetadata() }, wording));
}

interface About {
  request: RequestDetails;
  metadata: string;
}

/** The request of a button as it is now, or why nothing is opened for it. */
async function requestOf(options: ActingOptions, acting: Acting, press: Press): Promise<About | string> {
  const { company, language, mayDecide } = acting.caller;
  if (!mayDecide) return whyNoDecider(company)[language];
  const value = await pressedValue(options, press);
  if (!value) return pressTexts.notOurs[language];
  const request = await detailsFor(options, acting.caller, value.requestId);
  if (!request) return pressTexts.notFound[language];
  if (seenOf(request) === value.seen) {
    return { request, metadata: modalMetadata(sealValue(options.buttonKeys[0], value)) };
  }
  options.poke(value.requestId);
  return meanwhileText(request, language, company.settings.timeZone);
}

async function refusalOf(
  options: ActingOptions,
  acting: Acting,
  { request, metadata }: About,
  chosen: { reason?: string; note?: string },
): Promise<ModalView> {
  const choices = choicesFor(acting.caller, options.formUrlOf);
  const [first, second] = choices.refusalReasons;
  const reason = chosen.reason ?? (second ? undefined : first?.key);
  const preview =
    reason === undefined ? null : await previewOf(options, acting, request.id, { ...chosen, reason });
  return refusalModal({ request, choices, preview, chosen, metadata }, wordingFor(acting, options.now()));
}

/** Without a preview one can refuse all the same. */
async function previewOf(
  { previewRefusal, log }: ActingOptions,
  { caller }: Acting,
  requestId: string,
  wanted: { reason: string; note?: string },
): Promise<RefusalPreview | null> {
  try {
    return (await previewRefusal(caller, { requestId, ...wanted })) ?? null;
  } catch (error) {
    log.warn({ error, requestId }, 'the mail of a refusal could not be shown in Slack');
    return null;
  }
}

/** The mail shown in the refusal modal follows the reason that is chosen; what was typed stays (slack.md 9). */
async function followReason(options: ActingOptions, acting: Acting, press: Press): Promise<void> {
  const { view, actions } = press;
  const value = valueOfModal(options, view?.private_metadata);
  if (!view || !value) return;
  const request = await detailsFor(options, acting.caller, value.requestId);
  if (!request) return;
  const values = view.state?.values;
  const reason =
    actions[0]?.selected_option?.value ?? inputOf(values, fieldIds.refusalReason)?.selected_option?.value;
  const note = inputOf(values, fieldIds.refusalNote)?.value;
  const metadata = modalMetadata(sealValue(options.buttonKeys[0], value));
  const chosen = { ...(reason && { reason }), ...(note && { note }) };
  const filled = await refusalOf(options, acting, { request, metadata }, chosen);
  // Without its hash: the last choice holds, also when the one before was shown meanwhile.
  await acting.workspace.interactive.updateView({ viewId: view.id, view: filled }).catch((error: unknown) => {
    options.log.warn({ error }, 'a refusal modal could not be changed');
  });
}

/** Opens what is ready in time; else says so at once, and shows it when it is. */
async function openBuilt(
  { now }: Pick<ActingOptions, 'now'>,
  acting: Acting,
  triggerId: string,
  build: () => ModalView | Promise<ModalView>,
): Promise<void> {
  const { interactive } = acting.workspace;
  const building = Promise.resolve().then(build);
  const ready = await Promise.race([building, sleep(patienceMs, undefined, { ref: false })]);
  if (ready) {
    await interactive.openView({ triggerId, view: ready });
    return;
  }
  const { language } = acting.caller;
  const waiting = { title: pressTexts.title[language], text: pressTexts.working[language] };
  const opened = await interactive.openView({
    triggerId,
    view: noticeModal(waiting, wordingFor(acting, now())),
  });
  const view = await building.catch(() =>
    noticeModal({ ...waiting, text: pressTexts.failed[language] }, wordingFor(acting, now())),
  );
  await interactive.updateView({ viewId: opened.viewId, view });
}
