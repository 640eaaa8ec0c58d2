import { Router } from 'express';
import { z } from 'zod';
import { callerOf } from './authentication.ts';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { byId } from './lookup.ts';
import { addNote, changeNote, noteBody, removeNote } from './note-writes.ts';
import { v1ListBody } from './paging.ts';
import type { Note, PipedriveMemory } from './records.ts';
import { refusal } from './refusal.ts';
import { pathId } from './strict-input.ts';
import { startLimit, tolerant } from './v1-input.ts';
import { noteView } from './v1-note-deal-views.ts';

const subjectId = z.coerce.number().int().positive().optional();
const noteList = startLimit.extend({
  user_id: subjectId,
  deal_id: subjectId,
  person_id: subjectId,
  org_id: subjectId,
  sort: z.string().optional(),
  updated_since: z.string().optional(),
});

type NoteList = z.infer<typeof noteList>;

function matches(note: Note, asked: NoteList): boolean {
  const since = asked.updated_since;
  return (
    note.active_flag &&
    (asked.user_id === undefined || note.user_id === asked.user_id) &&
    (asked.deal_id === undefined || note.deal_id === asked.deal_id) &&
    (asked.person_id === undefined || note.person_id === asked.person_id) &&
    (asked.org_id === undefined || note.org_id === asked.org_id) &&
    (since === undefined || note.update_time >= since)
  );
}

// `sort` is like "add_time DESC" (pipedrive.md 2.9); ties keep the order of ids in the same direction.
function sorted(notes: Note[], sort: string | undefined): Note[] {
  const [field = 'id', direction = 'ASC'] = sort?.split(/\s+/) ?? [];
  const key = ['id', 'add_time', 'update_time', 'content'].includes(field) ? (field as keyof Note) : 'id';
  const ascending = notes.toSorted((a, b) => {
    const [left, right] = [a[key] ?? '', b[key] ?? ''];
    if (left === right) return a.id - b.id;
    return left < right ? -1 : 1;
  });
  return direction.toUpperCase() === 'DESC' ? ascending.toReversed() : ascending;
}

function listNotes(memory: PipedriveMemory, query: unknown, tokenUserId: number): object {
  const asked = tolerant(noteList, query);
  const found = sorted(
    memory.notes.filter((note) => matches(note, asked)),
    asked.sort,
  );
  const views = found.map((note) => noteView(memory, note, tokenUserId));
  return v1ListBody(views, asked.start, asked.limit);
}

/** Notes of v1 (pipedrive.md 2.9); writes are made as the user of the token. */
export function noteRoutes(context: PipedriveContext, charge: Charge): Router {
  const { memory } = context;
  const router = Router();
  router.get('/notes', charge(20), (request, response) => {
    response.json(listNotes(memory, request.query, callerOf(response).userId));
  });
  router.get('/notes/:id', charge(2), (request, response) => {
    const note = byId(memory.notes, pathId(request.params));
    if (!note?.active_flag) throw refusal(404, 'Note not found');
    response.json({ success: true, data: noteView(memory, note, callerOf(response).userId) });
  });
  router.post('/notes', charge(10), (request, response) => {
    const note = addNote(context, callerOf(response), tolerant(noteBody, request.body));
    response.json({ success: true, data: noteView(memory, note, callerOf(response).userId) });
  });
  router.put('/notes/:id', charge(10), (request, response) => {
    const note = changeNote(
      context,
      callerOf(response),
      pathId(request.params),
      tolerant(noteBody, request.body),
    );
    response.json({ success: true, data: noteView(memory, note, callerOf(response).userId) });
  });
  router.delete('/notes/:id', charge(6), (request, response) => {
    removeNote(context, callerOf(response), pathId(request.params));
    response.json({ success: true, data: true });
  });
  return router;
}
