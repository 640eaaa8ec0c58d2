import type { RequestDetails } from '#core/contract/request-view.ts';
import { slackIds } from '../../../services/sandbox/src/slack/seed-slack.ts';
import { actionsOf, messagesOf, placeOf } from '../../kit/slack-world.ts';
import { asked, does, filledIn, undecided } from './decide.ts';
import type { Story } from './stage.ts';

/** A priority is called before it is decided. */
export const calledFirst: Story = async (stage, email) => {
  const { personId, dealId } = filledIn(stage, email, { filesPerYear: 2_500, deadline: 'Dès que possible' });
  const isCalled = ({ journal }: RequestDetails) =>
    journal.some(({ text }) => text === 'Fait : Planifier l’appel');
  const { id } = await undecided(stage, personId, dealId, isCalled);
  const told = { email, personId, dealId, requestId: id, acts: [], called: true };
  await does(stage, told, 'accept');
  return [told];
};

/** Somebody presses "Accept" in Slack, again as long as nothing happens. */
export const decidedInSlack: Story = async (stage, email) => {
  const told = await asked(stage, email);
  const { sandbox } = stage;
  await stage.awaited('decision pressed in Slack', async () => {
    const message = messagesOf(stage, told.requestId).find((each) =>
      actionsOf(each).includes('accept-request'),
    );
    if (message)
      await sandbox.slack.acts
        .press({ user: slackIds.sales, place: placeOf(message), actionId: 'accept-request' })
        .catch(() => undefined);
    const { step } = await stage.staff(21).requestOf(told.personId, ({ id }) => id === told.requestId);
    return step === 'accepting' || step === 'accepted';
  });
  return [{ ...told, acts: [{ what: 'accept', by: 21, outcome: 'advanced' }] }];
};

/** Somebody writes to the help desk: an agent answers with a draft, and the request that follows is accepted. */
export const answeredInHelpScout: Story = async (stage, email) => {
  const { conversationId } = stage.sandbox.helpscout.acts.mailArrives({
    from: email,
    name: 'Secrétariat',
    subject: 'Demande de compte admin',
    html: '<p>Bonjour, comment obtenir un compte administrateur ?</p>',
  });
  const place = { type: 'place-saved-reply', conversationId, reply: 'valid' };
  await stage.awaited('saved reply', async () => {
    const { outcome } = await stage.agent(conversationId).command(place);
    return outcome === 'advanced';
  });
  const told = await asked(stage, email);
  await does(stage, told, 'accept');
  return [{ ...told, conversationId }];
};
