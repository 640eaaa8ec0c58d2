import { useTexts } from '../../../components/language-context.ts';
import { Field, FieldGroup } from '../fields/field.tsx';
import { Picker } from '../fields/picker.tsx';
import { RowEditor } from '../fields/row-editor.tsx';
import { useForm, useSetting } from '../form-context.ts';
import { isGroup, readAt, type SettingsDocument } from '../model/document.ts';
import { keyOf } from '../model/lists.ts';
import { named, type Option, stagesOf } from '../model/options.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';

/** Where an accepted deal may go, the preselected place first. */
export function Targets() {
  const { id, value, problems, set } = useSetting('targets');
  const { draft } = useForm();
  const texts = useTexts(fieldTexts);
  const labels = useTexts(settingLabels);
  const targets = Array.isArray(value) ? value.filter(isGroup) : [];
  const blank = (): SettingsDocument => ({
    key: keyOf(
      '',
      targets.map(({ key }) => String(key)),
      'target',
    ),
    label: '',
    pipeline: readAt(draft, 'pipelines.suspects'),
  });
  const own = problems.filter(({ path }) => path === 'targets');
  return (
    <FieldGroup id={id} legend={labels.targets} hint={texts.targetsHint} problems={own}>
      {targets.length === 0 && <p className="hint">{texts.targetsDefault}</p>}
      <RowEditor
        rows={targets}
        least={0}
        nameOf={({ label }, place) => String(label) || texts.target(place + 1)}
        addLabel={texts.addTarget}
        blank={blank}
        onChange={(rows) => set(rows.length === 0 ? undefined : rows)}
      >
        {(target, place) => <Target target={target} place={place} />}
      </RowEditor>
    </FieldGroup>
  );
}

function Target({ target, place }: { target: SettingsDocument; place: number }) {
  const { catalogue, isReadOnly } = useForm();
  const texts = useTexts(fieldTexts);
  const labels = useTexts(settingLabels);
  const label = useSetting(`targets.${place}.label`);
  return (
    <div className="columns">
      {place === 0 && <span className="badge badge-info">{texts.preselected}</span>}
      <Field id={label.id} label={labels['targets.*.label']} problems={label.problems}>
        {(control) => (
          <input
            {...control}
            type="text"
            autoComplete="off"
            disabled={isReadOnly}
            value={String(label.value ?? '')}
            onChange={({ target: input }) => label.set(input.value)}
          />
        )}
      </Field>
      <TargetPart place={place} part="pipeline" options={named(catalogue.pipelines)} />
      <TargetPart
        place={place}
        part="stage"
        options={stagesOf(catalogue, target.pipeline)}
        empty={texts.firstStage}
      />
    </div>
  );
}

interface TargetPartProps {
  place: number;
  part: 'pipeline' | 'stage';
  options: readonly Option[];
  empty?: string;
}

function TargetPart({ place, part, options, empty }: TargetPartProps) {
  const { id, value, problems, set } = useSetting(`targets.${place}.${part}`);
  const labels = useTexts(settingLabels);
  return (
    <Picker
      id={id}
      label={labels[`targets.*.${part}`]}
      value={String(value ?? '')}
      options={options}
      empty={empty}
      problems={problems}
      onPick={(picked) => set(picked === '' ? undefined : picked)}
    />
  );
}
