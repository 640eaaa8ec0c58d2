import { afterAll, beforeAll, beforeEach } from 'vitest';
import { messagesOf } from '#sync/store/approval-messages.ts';
import { openSlackDoorWorld, type SlackDoorWorld, somebody } from './slack-door.ts';

/** Somebody else of the team who may decide. */
export const managerUser = 'U0MANAGER';

/** A request with its message, and the value of its buttons. */
export interface ShownRequest {
  id: string;
  ts: string;
  value: string;
}

/** The door of Slack for the tests of a file, where each test starts with nothing told and no settings. */
export interface PressingStage {
  readonly world: SlackDoorWorld;
  shown(): Promise<ShownRequest>;
  /** The story of a request, newest first. */
  journalOf(id: string): Promise<{ type: string; outcome: string; by: unknown }[]>;
}

/** Set up before the tests of a file, and taken down after them. */
export function pressingStage(): PressingStage {
  let world: SlackDoorWorld;
  beforeAll(async () => {
    world = await openSlackDoorWorld();
    world.people.set(managerUser, somebody(managerUser, 'responsable@example.org'));
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.told.length = 0;
    world.modals.length = 0;
    world.homes.length = 0;
    world.requests.company.settings = {};
  });
  return {
    get world() {
      return world;
    },
    shown: async () => {
      const id = await world.requests.request();
      await world.requests.followed();
      const [message] = await messagesOf(world.requests.database.db, id);
      return { id, ts: message?.ts ?? '', value: await world.valueOf(id) };
    },
    journalOf: async (id) => {
      const { rows } = await world.requests.database.pool.query(
        `select event ->> 'type' as type, outcome, event #> '{by}' as by from journal
         where instance_id = $1 order by id desc`,
        [id],
      );
      return rows;
    },
  };
}
