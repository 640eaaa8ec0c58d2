import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { PickSetting } from '../fields/picker.tsx';
import { useForm, useSetting } from '../form-context.ts';
import { named, stagesOf } from '../model/options.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';
import { Targets } from './targets.tsx';

/** Which pipeline holds which stages of the story. */
const places = [
  { pipeline: 'pipelines.organizations', stages: ['stages.reconsidered'] },
  {
    pipeline: 'pipelines.suspects',
    stages: ['stages.identified', 'stages.documented', 'stages.accountCreated'],
  },
  { pipeline: 'pipelines.refused', stages: ['stages.refused'] },
] as const;

/** Where deals stand in Pipedrive at each moment, and where an accepted one may go. */
export function Pipelines() {
  const texts = useTexts(fieldTexts);
  const labels = useTexts(settingLabels);
  return (
    <>
      <FieldGroup
        id="field-pipelines"
        legend={labels.pipelines}
        hint={`${texts.pipelinesHint} ${texts.stagesHint}`}
      >
        {places.map((place) => (
          <PipelinePlace key={place.pipeline} {...place} />
        ))}
      </FieldGroup>
      <Targets />
    </>
  );
}

function PipelinePlace({ pipeline, stages }: (typeof places)[number]) {
  const texts = useTexts(fieldTexts);
  const { catalogue } = useForm();
  const { value } = useSetting(pipeline);
  return (
    <div className="columns">
      <PickSetting path={pipeline} options={named(catalogue.pipelines)} mayCreate />
      {stages.map((stage) => (
        <PickSetting key={stage} path={stage} options={stagesOf(catalogue, value)} empty={texts.firstStage} />
      ))}
    </div>
  );
}
