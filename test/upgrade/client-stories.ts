import { ConversionStep } from '#core/model/conversion.ts';
import { updateDeal } from '../../services/sandbox/src/pipedrive/acts.ts';
import { conversionOf, enteredByHand } from '../kit/client-story.ts';
import { submitted } from '../kit/flow.ts';
import type { World } from '../kit/start-world.ts';
import { ended, inStep, type Telling, type Told } from './telling.ts';

/** What a colleague asks for, one after the other, once a client has an account. */
const wayWithAccount = [
  { leadsTo: 'collecting', asks: [{ type: 'welcome-client', how: 'call' }] },
  {
    leadsTo: 'validated',
    asks: [{ type: 'add-use-case', title: 'Permis de construire' }, { type: 'validate-use-cases' }],
  },
  { leadsTo: 'testing', asks: [{ type: 'choose-path', path: 'autonomous' }] },
  { leadsTo: 'planned', asks: [{ type: 'record-tests' }, { type: 'plan-go-live', day: '2030-01-07' }] },
  { leadsTo: 'live', asks: [{ type: 'record-go-live' }] },
] as const;

/** What a colleague asks for of clients without an account. */
const wayWithout: Partial<Record<ConversionStep, object>> = {
  contacted: { type: 'record-contact', channel: 'call' },
  presented: { type: 'record-presentation' },
  documented: { type: 'send-documentation' },
};

/** A client in each step of their way. */
export function clientStories(world: World): Telling[] {
  return ConversionStep.options.map((step): Telling => [`client-${step}`, clientIn(world, step)]);
}

/** A client who is followed, in a step of their way. */
async function clientIn(world: World, step: ConversionStep): Promise<Told> {
  const client = enteredByHand(world, { mailbox: step });
  const id = await conversionOf(world, client.dealId, 60_000);
  const ask = async (asked: object) => {
    const answer = await world.command({ type: '', ...asked, conversionId: id });
    if (answer.outcome !== 'advanced')
      throw new Error(`${JSON.stringify(asked)} was ${answer.outcome}: ${answer.reason}`);
  };
  const alone = wayWithout[step];
  const wanted = wayWithAccount.findIndex(({ leadsTo }) => leadsTo === step);
  if (alone) await ask(alone);
  else if (step === 'ended') updateDeal(world.sandbox.standIn, 21, client.dealId, { status: 'lost' });
  else if (step !== 'identified') {
    const { request } = await submitted(world, { email: client.email });
    await world.command({ type: 'accept-request', requestId: request.id });
    await inStep(world, id, 'account-created');
  }
  for (const { asks } of wayWithAccount.slice(0, wanted + 1)) for (const asked of asks) await ask(asked);
  await inStep(world, id, step);
  await ended(world, id);
  return { ...client, id };
}
