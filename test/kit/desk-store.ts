import pg from 'pg';
import { type ConversationState, readConversation } from '#core/processes/conversation/state.ts';
import { eventually, type World } from './start-world.ts';

/** The store of a world, seen from beside the service. */
export interface StoreOfWorld {
  pool: pg.Pool;
  /** A conversation as it is followed, once it was read. */
  conversation(conversationId: number): Promise<ConversationState>;
  /** The same as it is now; undefined when it is not followed. */
  conversationNow(conversationId: number): Promise<ConversationState | undefined>;
  close(): Promise<void>;
}

export function openTestStoreOf({ databaseUrl }: Pick<World, 'databaseUrl'>): StoreOfWorld {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  const conversationNow = async (conversationId: number) => {
    const { rows } = await pool.query(
      `select state, version from instances where process = 'conversation'
       and (state ->> 'conversationId')::bigint = $1`,
      [conversationId],
    );
    return rows[0] && readConversation(rows[0].state, rows[0].version);
  };
  return {
    pool,
    conversationNow,
    conversation: (conversationId) =>
      eventually(async () => {
        const found = await conversationNow(conversationId);
        return found?.facts && found.readingFrom === null ? found : undefined;
      }),
    close: () => pool.end(),
  };
}
