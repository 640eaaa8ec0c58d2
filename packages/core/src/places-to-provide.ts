import { type Company, folded } from './company.ts';
import { placesNamed } from './named-things.ts';
import type { Settings } from './settings.ts';

/** A pipeline the company needs, and its stages in their order. */
export interface PlaceToProvide {
  pipeline: string;
  stages: string[];
}

/** What a pipeline without any stage gets: settings that name none mean its first one. */
const houseStages = { suspects: 'Compte créé', organizations: 'Demande', refused: 'Refusés' } as const;

/** The pipelines and stages the settings name, each once. */
export function placesToProvide(company: Company): PlaceToProvide[] {
  const { settings } = company;
  const places = new Map<string, PlaceToProvide>();
  for (const { pipeline, stage } of placesNamed(settings)) {
    const known = places.get(folded(pipeline)) ?? { pipeline, stages: [] };
    const isNew = stage !== undefined && !known.stages.some((other) => folded(other) === folded(stage));
    places.set(folded(pipeline), isNew ? { ...known, stages: [...known.stages, stage] } : known);
  }
  return [...places.values()].map((place) => withFirstStage(company, place));
}

function withFirstStage({ settings, pipelines, stages }: Company, place: PlaceToProvide): PlaceToProvide {
  const live = pipelines.find(({ name }) => folded(name) === folded(place.pipeline));
  const hasStages = stages.some(({ pipelineId }) => pipelineId === live?.id);
  if (hasStages || place.stages.length > 0) return place;
  return { ...place, stages: [houseStage(settings, place.pipeline)] };
}

function houseStage({ pipelines }: Settings, pipeline: string): string {
  const isNamed = (name: string) => folded(name) === folded(pipeline);
  if (isNamed(pipelines.organizations)) return houseStages.organizations;
  return isNamed(pipelines.refused) ? houseStages.refused : houseStages.suspects;
}
