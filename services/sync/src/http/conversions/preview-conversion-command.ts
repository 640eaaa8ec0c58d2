import { randomUUID } from 'node:crypto';
import { ConversionCommand } from '#core/contract/conversion-commands.ts';
import type { ConversionPreview } from '#core/contract/conversion-view.ts';
import { conversionAsk, suspectOf } from '#core/processes/customer-conversion/command-ask.ts';
import { readConversion } from '#core/processes/customer-conversion/state.ts';
import { readVisible } from '../../store/visibility.ts';
import { actorOf, type Caller, readerOf } from '../authenticate-surface.ts';
import { notFromHere } from '../conversation/door.ts';
import { parseBody } from '../parse-body.ts';
import { notFound } from '../problems.ts';
import { asSuspect } from './conversion-command-types.ts';
import { foresee, foreseeStart } from './foresee.ts';
import { mustFollow } from './not-followed.ts';
import type { ConversionOptions } from './options.ts';

/**
 * What a command about a conversion would come to. Nothing is written.
 * @throws HttpProblem as the command itself
 */
export async function previewConversionCommand(
  { db }: Pick<ConversionOptions, 'db'>,
  caller: Caller,
  body: object,
): Promise<ConversionPreview> {
  if (caller.conversationId !== undefined) throw notFromHere();
  mustFollow(caller);
  const sent = { ...body, commandId: randomUUID() };
  const reader = readerOf(caller);
  const suspect = asSuspect(sent);
  if (suspect) {
    const by = actorOf(caller);
    return foreseeStart({ type: 'suspect-requested', by, suspect: suspectOf(suspect, by.staffId) }, reader);
  }
  const command = parseBody(ConversionCommand, sent);
  const row = await readVisible(db, command.conversionId, caller.staff.id);
  if (row?.company !== caller.company.id || row.process !== 'customer-conversion') throw notFound();
  return foresee(readConversion(row.state, row.version), conversionAsk(command), reader);
}
