import type { Deal } from '#core/model/deal.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { Handler } from './handler.ts';
import type { KeepRecord } from './keep-record.ts';
import { escaped, hasNote } from './notes.ts';

/** The new administrator takes part in the original deal (DS-26). */
export function ensureParticipant(pipedrive: Pipedrive): Handler<'ensure-participant'> {
  return {
    vendor: 'pipedrive',
    run: async ({ dealId, personId }) => {
      const participants = await pipedrive.listParticipants(dealId);
      if (!participants.some((participant) => participant.personId === personId)) {
        await pipedrive.addParticipant(dealId, personId);
      }
      return {};
    },
  };
}

/** What the duplicate deal held stays readable on the original one (DS-25). */
export function keepDealAsNote(pipedrive: Pipedrive): Handler<'keep-deal-as-note'> {
  return {
    vendor: 'pipedrive',
    run: async ({ fromDealId, toDealId }, { company, repeated }) => {
      const deal = await pipedrive.getDeal(fromDealId);
      if (!deal) return {};
      const mark = markOf(fromDealId, company.settings.locale === 'fr');
      if (repeated && (await hasNote(pipedrive, toDealId, mark))) return {};
      const notes = await pipedrive.listNotes(fromDealId);
      await pipedrive.addNote(
        toDealId,
        noteHtml(
          deal,
          mark,
          notes.map((note) => note.content),
        ),
      );
      return {};
    },
  };
}

/** The duplicate leaves the pipeline; one that somebody closed meanwhile is left alone. */
export function removeDuplicateDeal(
  pipedrive: Pipedrive,
  keep: KeepRecord,
): Handler<'remove-duplicate-deal'> {
  return {
    vendor: 'pipedrive',
    run: async ({ dealId, intoDealId, how }, { company }) => {
      const deal = await pipedrive.getDeal(dealId);
      if (deal?.status !== 'open') return {};
      if (how === 'merge') await pipedrive.mergeDeals(dealId, intoDealId);
      else await pipedrive.deleteDeal(dealId);
      await keep(
        company.id,
        'deal',
        { ...deal, status: 'deleted', updatedAt: new Date().toISOString() },
        true,
      );
      return {};
    },
  };
}

/** The deal's number makes the note recognisable when it has to be looked for. */
function markOf(dealId: number, fr: boolean): string {
  return fr ? `Affaire en double n° ${dealId}` : `Duplicate deal no. ${dealId}`;
}

function noteHtml(deal: Deal, mark: string, notes: string[]): string {
  const facts = [deal.title, deal.addedAt?.slice(0, 10) ?? ''].filter((fact) => fact !== '').map(escaped);
  // Notes were made safe by Pipedrive itself and are HTML already.
  return [`<p><b>${mark}</b></p>`, `<p>${facts.join(' · ')}</p>`, ...notes].join('\n');
}
