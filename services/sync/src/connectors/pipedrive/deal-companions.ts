import type { Calls } from './calls.ts';
import { allByOffset, pageSize } from './paging.ts';
import type { Pipedrive } from './port.ts';
import { Anything, NoteRecord, offsetPageOf, ParticipantRecord } from './schema.ts';
import type { PipedriveApis } from './sdk.ts';

type CompanionCalls = Pick<Pipedrive, 'listParticipants' | 'addParticipant' | 'listNotes' | 'addNote'>;

/** The participants and notes of a deal: v1 alone has them (pipedrive.md 2.1). */
export function companionCalls({ dealsV1, notesV1 }: PipedriveApis, calls: Calls): CompanionCalls {
  return {
    async listParticipants(dealId) {
      const rows = await allByOffset((start) => {
        const send = () => dealsV1.getDealParticipants({ id: dealId, start, limit: pageSize });
        return calls.run('getDealParticipants', send, offsetPageOf(ParticipantRecord));
      });
      return rows.map(({ id, person_id }) => ({ participantId: id, personId: person_id }));
    },
    async addParticipant(dealId, personId) {
      const body = { id: dealId, AddDealParticipantRequest: { person_id: personId } };
      await calls.run('addDealParticipant', () => dealsV1.addDealParticipant(body), Anything);
    },
    async listNotes(dealId) {
      return allByOffset((start) => {
        const send = () => notesV1.getNotes({ deal_id: dealId, start, limit: pageSize });
        return calls.run('getNotes', send, offsetPageOf(NoteRecord));
      });
    },
    async addNote(dealId, html) {
      const body = { AddNoteRequest: { content: html, deal_id: dealId } };
      await calls.run('addNote', () => notesV1.addNote(body), Anything);
    },
  };
}
