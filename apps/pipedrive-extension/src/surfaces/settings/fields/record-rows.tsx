import { useTexts } from '../../../components/language-context.ts';
import { useSetting } from '../form-context.ts';
import { isGroup } from '../model/document.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';
import { Adder } from './adder.tsx';
import { Field, FieldGroup } from './field.tsx';
import { IconButton } from './icon-button.tsx';

interface RecordRowsProps {
  path: 'promises' | 'savedReplies';
  kind: 'days' | 'text';
}

/** A setting that gives each key a number of days or a text. */
export function RecordRows({ path, kind }: RecordRowsProps) {
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const labels = useTexts(settingLabels);
  const texts = useTexts(fieldTexts);
  const record = isGroup(value) ? value : {};
  const own = problems.filter((problem) => problem.path === path);
  return (
    <FieldGroup id={id} legend={labels[path]} problems={own}>
      {Object.keys(record).map((key) => (
        <RecordRow
          key={key}
          path={`${path}.${key}`}
          name={key}
          kind={kind}
          onRemove={() => set(Object.fromEntries(Object.entries(record).filter(([one]) => one !== key)))}
        />
      ))}
      {!isReadOnly && (
        <Adder
          label={texts.rowKey}
          list={labels[path]}
          onAdd={(key) => set({ [key.replaceAll('.', '-')]: kind === 'days' ? 0 : '', ...record })}
        />
      )}
    </FieldGroup>
  );
}

interface RecordRowProps {
  path: string;
  name: string;
  kind: 'days' | 'text';
  onRemove(): void;
}

function RecordRow({ path, name, kind, onRemove }: RecordRowProps) {
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const texts = useTexts(fieldTexts);
  return (
    <div className="record-row">
      <Field id={id} label={name} hint={kind === 'days' ? texts.rowDays : texts.rowName} problems={problems}>
        {(control) => (
          <input
            {...control}
            type={kind === 'days' ? 'number' : 'text'}
            min={0}
            disabled={isReadOnly}
            value={typeof value === 'number' || typeof value === 'string' ? value : ''}
            onChange={({ target }) =>
              set(kind === 'days' ? Math.max(0, target.valueAsNumber || 0) : target.value)
            }
          />
        )}
      </Field>
      {!isReadOnly && <IconButton icon="close" label={texts.remove(name)} onClick={onRemove} />}
    </div>
  );
}
