import { type Browser, chromium } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { slackIds } from '../../../services/sandbox/src/slack/seed-slack.ts';
import { type Visitor, visit } from '../../kit/browser.ts';
import { browserProgram } from '../../kit/browser-program.ts';
import { type Sent, startSlackApp } from './slack-app.ts';
import { decided, question, refusalModal, requested } from './slack-blocks.ts';

/** The channel the requests stand in. */
export const channel = slackIds.approvals;

/** A sandbox with a small app behind its Slack, and a browser to look at it. */
export async function startSlackStage() {
  let ts = '';
  const app = await startSlackApp((sent) => behave(sent));
  const sandbox = await startSandbox({ serviceUrl: app.url, instant: true });
  const browser: Browser = await chromium.launch(await browserProgram());
  const call = (method: string, body: unknown) => callSlack(sandbox, method, body);
  const showDecision = () => call('chat.update', { channel, ts, text: 'Refusée', blocks: decided });

  /** Opens a modal, follows its reason, wants a longer note, then shows the decision in the message. */
  async function behave({ type, actions, text, trigger_id, view }: Sent): Promise<unknown> {
    if (type === 'slash_command') return { text: `Cherché : ${text}` };
    const action = actions?.[0]?.action_id;
    if (action === 'accept') return null;
    if (action === 'target') setTimeout(() => showDecision().catch(() => undefined), 500);
    if (action === 'refuse') await call('views.open', { trigger_id, view: refusalModal('Aperçu : rien') });
    const preview = { view_id: view?.id, view: refusalModal('Aperçu : le mail') };
    if (action === 'reason') await call('views.update', preview);
    return type === 'view_submission' ? submitted(view?.state.values.note?.note?.value ?? '') : undefined;
  }

  async function submitted(note: string): Promise<unknown> {
    if (note === 'Demander') return { response_action: 'push', view: question };
    if (note.length < 10) return { response_action: 'errors', errors: { note: 'Dites-en plus.' } };
    await showDecision();
    return undefined;
  }

  return {
    sandbox,
    app,
    call,
    showDecision,
    /** The message of the request. */
    ts: () => ts,
    open: (path = '/slack', visitor: Visitor = {}) => visit(browser, `${sandbox.url}${path}`, visitor),
    /** Back to the first day, with one request in the channel. */
    async begin() {
      sandbox.reset();
      app.received.length = 0;
      ts = (await call('chat.postMessage', { channel, text: 'Une demande', blocks: requested })).ts;
    },
    async stop() {
      await browser.close();
      await sandbox.stop();
      app.close();
    },
  };
}
export type SlackStage = Awaited<ReturnType<typeof startSlackStage>>;

/** A call of the Web API as the app; throws when it is refused. */
async function callSlack(
  { url, environment }: Sandbox,
  method: string,
  body: unknown,
): Promise<{ ts: string }> {
  const response = await fetch(`${url}/api/${method}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${environment.SLACK_BOT_TOKEN}`,
      'content-type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer)}`);
  return answer;
}
