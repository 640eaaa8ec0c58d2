import type { Request, Response, Router } from 'express';
import * as acts from '../pipedrive/acts.ts';
import type { PipedriveStandIn } from '../pipedrive/stand-in.ts';

type Texts = Record<string, string | undefined>;

/** How an act finds who acts where, and what was sent. */
export interface ActReading {
  actorOf(req: Request, res: Response): [PipedriveStandIn, number];
  textsOf(body: unknown): Texts;
}

const dayLength = 'YYYY-MM-DD'.length;

/** What a colleague does about the activities of a deal, and what its client answers. */
export function addActivityActs(router: Router, { actorOf, textsOf }: ActReading): void {
  const act = (path: string, work: (at: [PipedriveStandIn, number], req: Request, body: Texts) => void) => {
    router.post(`/pipedrive/deal/:id/${path}`, (req, res) => {
      work(actorOf(req, res), req, textsOf(req.body));
      res.redirect(303, `/pipedrive/deal/${Number(req.params.id)}`);
    });
  };
  act('activity', ([pipedrive, userId], req, { type, subject, dueOn, done }) => {
    const today = pipedrive.now().toISOString().slice(0, dayLength);
    acts.createActivity(pipedrive, userId, {
      ...{ deal_id: Number(req.params.id), due_date: dueOn || today, done: done === 'yes' },
      ...(type && { type }),
      ...(subject && { subject }),
      ...participantsOf(pipedrive, Number(req.params.id)),
    });
  });
  act('activity/:activityId/done', ([pipedrive, userId], req) => {
    acts.updateActivity(pipedrive, userId, Number(req.params.activityId), { done: true });
  });
  act('activity/:activityId/move', ([pipedrive, userId], req, { dueOn }) => {
    const day = dueOn ? { due_date: dueOn } : {};
    acts.updateActivity(pipedrive, userId, Number(req.params.activityId), day);
  });
  act('activity/:activityId/delete', ([pipedrive, userId], req) => {
    acts.deleteActivity(pipedrive, userId, Number(req.params.activityId));
  });
  act('reply', ([pipedrive], req) => acts.receiveMail(pipedrive, Number(req.params.id)));
}

/** The person of the deal takes part. */
function participantsOf({ memory }: PipedriveStandIn, dealId: number) {
  const personId = memory.deals.find(({ id }) => id === dealId)?.person_id;
  return personId ? { participants: [{ person_id: personId, primary: true }] } : {};
}
