import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cutTexts, namelessControls, overflowPx } from '../kit/accessibility.ts';
import { examine, looks } from '../kit/every-look.ts';
import { openPlayedPipeline } from '../kit/played-pipeline.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

const scenes: Record<string, [tab: RegExp, ready: RegExp]> = {
  'my day': [/Ma journée|My day/, /Créer le lien|Make the link/],
  process: [/Parcours|Process/, /60$/],
  figures: [/Chiffres|Figures/, /Premier mail/],
};

describe.each(looks)('in $locale, $theme', (look) => {
  it.each(Object.entries(scenes))(
    '%s is accessible and fits its frame',
    longStory,
    async (name, [tabName, ready]) => {
      const { page, surface, tab } = await openPlayedPipeline(stage, look);
      await tab(tabName);
      await surface.getByText(ready).first().waitFor();
      expect(await namelessControls(surface)).toEqual([]);
      expect(await overflowPx(surface)).toBe(0);
      expect(await cutTexts(surface)).toEqual([]);
      await examine(page, 'surface', `pipeline ${name} ${look.theme}`);
    },
  );
});
