import { type Company, placeOf } from '#core/company.ts';
import type { Pipeline, Stage } from '#core/model/pipeline.ts';
import { type Settings, targetsOf } from '#core/settings.ts';
import type { Store } from '../store/instances.ts';
import { keepResolvedNames, readResolvedNames } from '../store/resolved-names.ts';

interface Places {
  pipelines: Pipeline[];
  stages: Stage[];
}

/**
 * Pipelines and stages under the names the settings use: a name that was resolved once keeps its id, also when the
 * pipeline or stage is renamed in Pipedrive (interfaces.md section 4). Names that mean nothing are left out: see `settingsProblems`.
 */
export async function keptNames(
  store: Store,
  companyId: string,
  settings: Settings,
  live: Places,
): Promise<Places> {
  const kept = await readResolvedNames(store, companyId);
  const places: Places = {
    pipelines: [...aliases(kept, 'pipeline', live.pipelines), ...live.pipelines],
    stages: [...aliases(kept, 'stage', live.stages), ...live.stages],
  };
  if (live.pipelines.length > 0) await resolveAll(store, companyId, settings, places);
  return places;
}

function aliases<Item extends { id: number; name: string }>(
  kept: readonly { kind: string; name: string; id: number }[],
  kind: 'pipeline' | 'stage',
  live: readonly Item[],
): Item[] {
  return kept
    .filter((name) => name.kind === kind)
    .flatMap(({ id, name }) =>
      live.filter((item) => item.id === id).map((item) => ({ ...item, name: plainName(name) })),
    )
    .filter((alias) => !live.some((item) => item.id === alias.id && item.name === alias.name));
}

/** Stages of one name exist in several pipelines: they are kept with the pipeline's id in front. */
function plainName(kept: string): string {
  return kept.slice(kept.indexOf('/') + 1);
}

async function resolveAll(
  store: Store,
  companyId: string,
  settings: Settings,
  places: Places,
): Promise<void> {
  const company: Company = {
    id: companyId,
    settings,
    staff: [],
    personFields: [],
    dealFields: [],
    ...places,
  };
  for (const [pipeline, stage] of wantedPlaces(settings)) {
    const place = placeOf(company, pipeline, stage);
    if ('missing' in place) continue;
    await keepResolvedNames(store, companyId, [
      { kind: 'pipeline', name: `/${pipeline}`, id: place.pipelineId },
      ...(stage === undefined
        ? []
        : [{ kind: 'stage' as const, name: `${place.pipelineId}/${stage}`, id: place.stageId }]),
    ]);
  }
}

/** Every pipeline and stage the settings name; a stage left out is the first one. */
function wantedPlaces(settings: Settings): [string, string | undefined][] {
  const { pipelines, stages } = settings;
  return [
    [pipelines.refused, stages.refused],
    [pipelines.organizations, stages.reconsidered],
    ...targetsOf(settings).map((target): [string, string | undefined] => [target.pipeline, target.stage]),
    ...conversionPlaces(settings),
  ];
}

/** The stages that stand for the steps of whoever is followed from suspect to production. */
function conversionPlaces({ conversion, pipelines, stages }: Settings): [string, string | undefined][] {
  if (!conversion.enabled) return [];
  const { identified, documented, accountCreated } = stages;
  const named = [identified, documented, accountCreated, ...Object.values(conversion.stages)];
  return named.flatMap((stage) => (stage === undefined ? [] : [[pipelines.suspects, stage]]));
}
