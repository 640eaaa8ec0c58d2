import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { KeyField } from '../fields/key-field.tsx';
import { LabelFields } from '../fields/label-fields.tsx';
import { RowEditor } from '../fields/row-editor.tsx';
import { useForm, useSetting } from '../form-context.ts';
import { isGroup, readAt } from '../model/document.ts';
import { keyOf } from '../model/lists.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';
import { CopyLink } from './copy-link.tsx';

/** Where people come from: each source has a code, a name in lists, and a short link to hand out. */
export function FormSources() {
  const { id, value, problems, set } = useSetting('publicForm.sources');
  const isOpen = readAt(useForm().draft, 'publicForm.enabled') === true;
  const texts = useTexts(fieldTexts);
  const labels = useTexts(settingLabels);
  const sources = Array.isArray(value) ? value.filter(isGroup) : [];
  const keys = sources.map(({ key }) => String(key));
  const own = problems.filter(({ path }) => path === 'publicForm.sources');
  return (
    <FieldGroup id={id} legend={labels['publicForm.sources']} hint={texts.sourcesHint} problems={own}>
      <RowEditor
        rows={sources}
        least={0}
        nameOf={({ key }) => String(key)}
        addLabel={texts.addSource}
        blank={() => ({ key: keyOf('', keys, 'source'), label: { fr: '', en: '' } })}
        onChange={set}
      >
        {({ key }, place) => (
          <>
            <div className="columns">
              <KeyField path={`publicForm.sources.${place}.key`} label={labels['publicForm.sources.*.key']} />
              <LabelFields path={`publicForm.sources.${place}.label`} />
            </div>
            {isOpen && key !== '' && <CopyLink label={texts.linkOf(String(key))} source={String(key)} />}
          </>
        )}
      </RowEditor>
    </FieldGroup>
  );
}
