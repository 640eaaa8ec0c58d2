import { z } from 'zod';
import type { Actor, PipedriveContext } from './context.ts';
import { byId, liveById, nextId, replace } from './lookup.ts';
import type { Note, PipedriveMemory } from './records.ts';
import { refusal } from './refusal.ts';
import { v2Time } from './times.ts';

// v1 is tolerant: digits in strings are numbers, unknown keys are ignored.
const subject = z.coerce.number().int().positive().nullable().optional();
const pin = z.coerce
  .number()
  .pipe(z.literal([0, 1]))
  .transform((flag) => flag === 1)
  .optional();

/** Body of POST and PUT of a note (pipedrive.md 2.9); lead, project and task notes are not simulated. */
export const noteBody = z.object({
  content: z.string().min(1).optional(),
  deal_id: subject,
  person_id: subject,
  org_id: subject,
  pinned_to_deal_flag: pin,
  pinned_to_person_flag: pin,
  pinned_to_organization_flag: pin,
});

export type NoteBody = z.infer<typeof noteBody>;

/** Pipedrive sanitises the HTML of notes (2.9); how far is not told, so only what could run is taken out. */
function sanitise(html: string): string {
  return html
    .replace(/<(script|style|iframe)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\son\w+\s*=\s*("[^"]*"|'[^']*')/gi, '');
}

function changes(sent: NoteBody): Partial<Note> {
  const { content, ...rest } = sent;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), ...(content === undefined ? {} : { content: sanitise(content) }) };
}

function checkSubject(memory: PipedriveMemory, note: Note): void {
  if (note.deal_id === null && note.person_id === null && note.org_id === null) {
    throw refusal(400, 'One of deal_id, person_id, org_id is required');
  }
  if (note.deal_id !== null && !liveById(memory.deals, note.deal_id)) throw refusal(404, 'Deal not found');
  if (note.person_id !== null && !liveById(memory.persons, note.person_id)) {
    throw refusal(404, 'Person not found');
  }
}

/** Writes a note on a deal, person or organization. Throws 400 without content or subject, 404 for a lost one. */
export function addNote(context: PipedriveContext, actor: Actor, sent: NoteBody): Note {
  const { memory } = context;
  if (sent.content === undefined) throw refusal(400, 'content is required');
  const at = v2Time(context.now());
  const note: Note = {
    id: 0,
    content: '',
    user_id: actor.userId,
    last_update_user_id: null,
    deal_id: null,
    person_id: null,
    org_id: null,
    active_flag: true,
    pinned_to_deal_flag: false,
    pinned_to_person_flag: false,
    pinned_to_organization_flag: false,
    add_time: at,
    update_time: at,
    ...changes(sent),
  };
  checkSubject(memory, note);
  note.id = nextId(memory, 'note');
  memory.notes.push(note);
  context.publish({ action: 'create', entity: 'note', before: null, after: note, actor });
  return note;
}

function activeNote(memory: PipedriveMemory, id: number): Note {
  const note = byId(memory.notes, id);
  if (!note?.active_flag) throw refusal(404, 'Note not found');
  return note;
}

/** Changes the sent fields of a note. Throws 404 when it is unknown or deleted. */
export function changeNote(context: PipedriveContext, actor: Actor, id: number, sent: NoteBody): Note {
  const before = activeNote(context.memory, id);
  const after: Note = {
    ...before,
    ...changes(sent),
    last_update_user_id: actor.userId,
    update_time: v2Time(context.now()),
  };
  checkSubject(context.memory, after);
  replace(context.memory.notes, after);
  context.publish({ action: 'change', entity: 'note', before, after, actor });
  return after;
}

/** Deletes a note. Throws 404. */
export function removeNote(context: PipedriveContext, actor: Actor, id: number): void {
  const before = activeNote(context.memory, id);
  replace(context.memory.notes, { ...before, active_flag: false, update_time: v2Time(context.now()) });
  context.publish({ action: 'delete', entity: 'note', before, after: null, actor });
}
