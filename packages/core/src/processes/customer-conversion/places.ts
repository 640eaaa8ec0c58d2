import { type Company, placeOf } from '../../company.ts';
import type { ConversionStep } from '../../model/conversion.ts';

/** The stages of the pipeline of suspects that steps stand for, by the settings' names. */
function stageNames({ settings }: Company): [ConversionStep, string | undefined][] {
  const { identified, documented, accountCreated } = settings.stages;
  const { presented, collecting, validated, testing, planned, live } = settings.conversion.stages;
  return [
    ['identified', identified],
    ['presented', presented],
    ['documented', documented],
    ['account-created', accountCreated],
    ['collecting', collecting],
    ['validated', validated],
    ['testing', testing],
    ['planned', planned],
    ['live', live],
  ];
}

/** The stage of a step; null: the step moves no deal, or the CRM has no such stage. */
export function stageOf(
  step: ConversionStep,
  company: Company,
): { pipelineId: number; stageId: number } | null {
  const name = stageNames(company).find(([key]) => key === step)?.[1];
  if (name === undefined) return null;
  const place = placeOf(company, company.settings.pipelines.suspects, name);
  return 'missing' in place ? null : place;
}

/** The step that a stage stands for; null: none, whoever moves a deal there says nothing of the process. */
export function stepOfStage(stageId: number | null, company: Company): ConversionStep | null {
  const named = stageNames(company).find(([step]) => stageOf(step, company)?.stageId === stageId);
  return named?.[0] ?? null;
}

/** Whether a pipeline is the one of suspects; one that the CRM does not have is nobody's. */
export function isFollowedPipeline(pipelineId: number | null, company: Company): boolean {
  const place = placeOf(company, company.settings.pipelines.suspects, undefined);
  return !('missing' in place) && place.pipelineId === pipelineId;
}
