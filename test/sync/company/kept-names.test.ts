import { expect, it } from 'vitest';
import { Settings } from '#core/settings.ts';
import { keptNames } from '#sync/company/kept-names.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();
const pipelines = [{ id: 2, name: 'Suspects', order: 1 }];
const stages = (documented: string, testing: string) => [
  { id: 21, name: 'Potentiels identifiés', pipelineId: 2, order: 1 },
  { id: 22, name: documented, pipelineId: 2, order: 2 },
  { id: 23, name: testing, pipelineId: 2, order: 3 },
];

function settings(enabled: boolean) {
  const names = { identified: 'Potentiels identifiés', documented: 'Doc envoyée' };
  return Settings.parse({ stages: names, conversion: { enabled, stages: { testing: 'En test' } } });
}

/** The ids under which the settings' names are known after both stages were renamed in Pipedrive. */
async function idsAfterRenaming(company: string, enabled: boolean) {
  const { db } = stage;
  await keptNames(db, company, settings(enabled), { pipelines, stages: stages('Doc envoyée', 'En test') });
  const renamed = { pipelines, stages: stages('Documentation', 'Essais') };
  const known = await keptNames(db, company, settings(enabled), renamed);
  return ['Doc envoyée', 'En test'].map((name) => known.stages.find((each) => each.name === name)?.id);
}

it('stages of the way to production keep their ids when they are renamed, where somebody is followed', async () => {
  expect(await idsAfterRenaming('followed', true)).toEqual([22, 23]);
  expect(await idsAfterRenaming('not followed', false)).toEqual([undefined, undefined]);
});
