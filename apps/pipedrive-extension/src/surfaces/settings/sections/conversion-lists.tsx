import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { TextSetting } from '../fields/inputs.tsx';
import { KeyField } from '../fields/key-field.tsx';
import { LabelFields } from '../fields/label-fields.tsx';
import { RowEditor } from '../fields/row-editor.tsx';
import { useSetting } from '../form-context.ts';
import { isGroup } from '../model/document.ts';
import { keyOf } from '../model/lists.ts';
import { conversionSettingTexts } from '../texts/conversion.ts';
import { settingLabels } from '../texts/labels.ts';

/** The files of the documentation, the documents to ask for, and the reasons of a blocked go-live. */
export function ConversionLists() {
  return (
    <>
      <Documentation />
      <Documents />
      <BlockedReasons />
    </>
  );
}

function Documentation() {
  const path = 'conversion.documentation';
  const { id, value, problems, set } = useSetting(path);
  const texts = useTexts(conversionSettingTexts);
  const labels = useTexts(settingLabels);
  return (
    <FieldGroup id={id} legend={labels[path]} hint={texts.documentationHint} problems={of(problems, path)}>
      <RowEditor
        rows={Array.isArray(value) ? value : []}
        least={0}
        nameOf={(_file, place) => texts.file(place + 1)}
        addLabel={texts.addFile}
        blank={() => ({ name: '', url: '' })}
        onChange={set}
      >
        {(_file, place) => (
          <div className="columns">
            <TextSetting path={`${path}.${place}.name`} label={labels['conversion.documentation.*.name']} />
            <TextSetting
              path={`${path}.${place}.url`}
              type="url"
              label={labels['conversion.documentation.*.url']}
            />
          </div>
        )}
      </RowEditor>
    </FieldGroup>
  );
}

function Documents() {
  const path = 'conversion.documents';
  const { id, value, problems, set } = useSetting(path);
  const texts = useTexts(conversionSettingTexts);
  const labels = useTexts(settingLabels);
  return (
    <FieldGroup id={id} legend={labels[path]} hint={texts.documentsHint} problems={of(problems, path)}>
      <RowEditor
        rows={Array.isArray(value) ? value : []}
        least={0}
        nameOf={(_document, place) => texts.document(place + 1)}
        addLabel={texts.addDocument}
        blank={() => ({ fr: '', en: '' })}
        onChange={set}
      >
        {(_document, place) => (
          <div className="columns">
            <LabelFields path={`${path}.${place}`} />
          </div>
        )}
      </RowEditor>
    </FieldGroup>
  );
}

function BlockedReasons() {
  const path = 'conversion.blockedReasons';
  const { id, value, problems, set } = useSetting(path);
  const texts = useTexts(conversionSettingTexts);
  const labels = useTexts(settingLabels);
  const reasons = Array.isArray(value) ? value.filter(isGroup) : [];
  const keys = reasons.map(({ key }) => String(key));
  return (
    <FieldGroup id={id} legend={labels[path]} hint={texts.blockedHint} problems={of(problems, path)}>
      <RowEditor
        rows={reasons}
        least={1}
        nameOf={(_reason, place) => texts.blocked(place + 1)}
        addLabel={texts.addBlocked}
        blank={() => ({ key: keyOf('', keys, 'reason'), label: { fr: '', en: '' } })}
        onChange={set}
      >
        {(_reason, place) => (
          <div className="columns">
            <LabelFields path={`${path}.${place}.label`} />
            <KeyField path={`${path}.${place}.key`} label={labels['conversion.blockedReasons.*.key']} />
          </div>
        )}
      </RowEditor>
    </FieldGroup>
  );
}

/** The problems of the list itself; each of its rows says its own. */
function of<Problem extends { path: string }>(problems: readonly Problem[], path: string): Problem[] {
  return problems.filter((problem) => problem.path === path);
}
