import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOrganization } from '../../services/sandbox/src/pipedrive/acts.ts';
import { formRobotUserId } from '../../services/sandbox/src/pipedrive/seed.ts';
import type { Message, OpenView } from '../../services/sandbox/src/slack/records.ts';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { messageProblems, viewProblems } from '../kit/block-kit-limits.ts';
import { dealIn, entered, inStore, mailsTo, reaches } from '../kit/flow.ts';
import {
  actionsOf,
  buttonsOf,
  messageOf,
  messagesOf,
  openedBy,
  press,
  storyOf,
  textsIn,
  threadOf,
} from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const { sales, manager } = slackIds;
const calls = `<!channel> <@${sales}> <!here> <!subteam^S0123456789> @everyone <https://x.example|y> *a* _b_ ~c~ \`d\` :tada: & >`;
const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}';
const long = 'Communauté de communes '.repeat(14).slice(0, 298);
const targets = Array.from({ length: 40 }, (_, place) => ({
  key: `place-${place}`,
  label: `${place} ${family.repeat(20)} ${calls}`,
  pipeline: 'Collectivités',
}));

let world: World;
beforeAll(async () => {
  const slack = { mention: 'responsable@example.org' };
  world = await startWorld({ slack: true, settings: { targets, slack } });
});
afterAll(() => world.stop());

/** A request with these names, entered in Pipedrive, and its message. */
async function asked(organization: string, name: string) {
  const { id } = createOrganization(world.sandbox.standIn, formRobotUserId, { name: organization });
  const email = `essai-${id}@mairie.example.org`;
  const { dealId } = entered(world, { email, name, organizationId: id });
  const { id: requestId } = await world.requestOf(dealId);
  await reaches(world, requestId, 'pending');
  const whole = organization.slice(0, 20).trim();
  await eventually(async () => (await world.request(requestId)).organization?.name?.startsWith(whole));
  const message = await messageOf(world, requestId, (each) => actionsOf(each).includes('target'));
  return { requestId, dealId, email, message };
}

/** As if the team were called as in the samples of the checks. */
const withTeam = ({ text, blocks }: Message) => ({
  text,
  blocks: JSON.parse(JSON.stringify(blocks).replaceAll(`<@${manager}>`, '<@UTEAM>')),
});

/** Slack would take it, and it calls nobody but whom the settings name. */
function harmless(message: Message): void {
  expect(messageProblems(withTeam(message))).toEqual([]);
  expect(message.pings.filter((called) => called !== manager)).toEqual([]);
  for (const reply of threadOf(world, message)) {
    expect(messageProblems(reply)).toEqual([]);
    expect(reply.pings).toEqual([]);
  }
}

/** What is left of a text when signs that Slack reads are set apart. */
const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

it.each([
  ['300 characters', `${long}ne`, 'Camille Exemple'],
  ['calls, links and markup', `Mairie ${calls}`, `Camille ${calls}`],
  ['right-to-left text', 'משרד הבריאות \u202eevil\u202c وزارة الصحة', 'שרה לוי'],
  ['emoji of several signs', family.repeat(27), `Awa ${family.repeat(10)}`],
  ['escapes only', '&'.repeat(300), '<'.repeat(200)],
  ['one word without spaces', 'x'.repeat(300), 'y'.repeat(200)],
])('names of %s: announced, decided, told', async (_what, organization, name) => {
  const { requestId, message, email } = await asked(organization, name);
  harmless(message);
  expect(message.pings).toEqual([manager]);
  const [header] = message.blocks;
  const title = header?.type === 'header' ? plain(header.text.text) : '';
  expect(title.length).toBeGreaterThan(0);
  const shown = organization.replaceAll(/[\u202a-\u202e]/g, '');
  if (title.endsWith('…')) expect(shown.startsWith(title.slice(0, -1))).toBe(true);
  else expect(title).toBe(shown);
  expect(message.text).toContain(email);

  await press(world, requestId, 'accept-request');
  await reaches(world, requestId, 'accepted');
  const decided = await messageOf(world, requestId, (each) => textsIn(each).includes('*Acceptée*'));
  await eventually(() => storyOf(world, decided).some((line) => line.includes('Demande acceptée')));
  harmless(decided);
  expect(messagesOf(world, requestId)).toHaveLength(1);
  expect(await inStore(world, 'select problem from approval_changes where problem is not null')).toEqual([]);
});

it('a name of 300 characters is told whole to notifications, and its title ends with an ellipsis', async () => {
  const name = `${long}ne`;
  const { message } = await asked(name, 'Camille Exemple');
  expect(message.text).toContain(name);
  const [header] = message.blocks;
  expect(header).toMatchObject({ type: 'header', text: { text: expect.stringMatching(/…$/) } });
});

it('forty destinations can be chosen from, and the chosen one is taken', async () => {
  const { requestId, message, dealId } = await asked('Mairie aux destinations', 'Camille Exemple');
  const select = message.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const options = select.flatMap((element) =>
    element.type === 'static_select' ? (element.option_groups ?? []).flatMap((group) => group.options) : [],
  );
  expect(options).toHaveLength(40);
  const block = message.blocks.find(({ type }) => type === 'actions')?.block_id ?? '';
  await press(world, requestId, 'accept-request', {
    filled: { [block]: { target: 'target:place-37' } },
  });
  const accepted = await reaches(world, requestId, 'accepted');
  expect(accepted.journal.some(({ text }) => text.startsWith('Demande acceptée'))).toBe(true);
  const [row] = await inStore<{ target: string }>(
    world,
    `select state #>> '{decision,target}' as target from instances where id = $1`,
    [requestId],
  );
  expect(row?.target).toBe('place-37');
  expect(dealIn(world, dealId)?.pipeline_id).toBe(4);
});

it('a note of 3,000 characters is sent whole, and told as far as Slack takes it', async () => {
  const { requestId, email } = await asked('Mairie à la longue note', 'Camille Exemple');
  const note = `${calls} ${family} ${'Un motif très long. '.repeat(200)}`.slice(0, 3_000).trim();
  const opened = await openedBy(world, requestId, 'refuse-request');
  const filled = {
    'refusal-reason': { 'refusal-reason': 'individual' },
    'refusal-note': { 'refusal-note': note },
  };
  const place = { kind: 'view', viewId: opened.id } as const;
  await world.sandbox.slack.acts.press({
    user: sales,
    place,
    actionId: 'refusal-reason',
    chosen: 'individual',
    filled,
  });
  const shown = await eventually(() =>
    world.sandbox.slack.memory.views.find(
      (view) => view.id === opened.id && textsIn(view).includes('Un motif très long.'),
    ),
  );
  expect(viewProblems(sentView(shown))).toEqual([]);
  expect(shown.pings).toEqual([]);
  const sent = await world.sandbox.slack.acts.submitView({ user: sales, viewId: opened.id, filled });
  expect(sent).toMatchObject({ errors: {}, view: null });
  const refused = await reaches(world, requestId, 'refused');
  expect(refused.journal.some(({ detail }) => detail === note)).toBe(true);
  const [mail] = mailsTo(world, email);
  expect(mail?.text.match(/Un motif très long\./g)?.length).toBe(note.match(/Un motif très long\./g)?.length);
  const message = await messageOf(world, requestId, (each) => textsIn(each).includes('*Refusée*'));
  await eventually(() => storyOf(world, message).some((line) => line.includes('Un motif très long.')));
  harmless(message);
  expect(buttonsOf(message).length).toBeGreaterThan(0);
});

/** A view as it was sent: without what Slack adds. */
function sentView({ type, blocks, private_metadata, callback_id, title, submit, close }: OpenView): object {
  const texts = Object.entries({ title, submit, close }).filter(([, text]) => text !== null);
  return { type, blocks, private_metadata, callback_id, ...Object.fromEntries(texts) };
}
