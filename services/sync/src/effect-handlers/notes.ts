import type { Pipedrive } from '../connectors/pipedrive/port.ts';

/** Whether a deal has a note with this mark; a longer mark that begins the same is another one. */
export async function hasNote(pipedrive: Pipedrive, dealId: number, mark: string): Promise<boolean> {
  const notes = await pipedrive.listNotes(dealId);
  const alone = new RegExp(`${RegExp.escape(mark)}(?![\\w-])`);
  return notes.some((note) => alone.test(note.content));
}

/** A text of a person as HTML for a note; its lines stay lines. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/\r?\n/g, '<br>');
}
