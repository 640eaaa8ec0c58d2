import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { KeyField } from '../fields/key-field.tsx';
import { LabelFields } from '../fields/label-fields.tsx';
import { RowEditor } from '../fields/row-editor.tsx';
import { useSetting } from '../form-context.ts';
import { isGroup } from '../model/document.ts';
import { keyOf } from '../model/lists.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';

/** Why a request is refused, in both languages. */
export function RefusalReasons() {
  const { id, value, problems, set } = useSetting('refusalReasons');
  const texts = useTexts(fieldTexts);
  const labels = useTexts(settingLabels);
  const reasons = Array.isArray(value) ? value.filter(isGroup) : [];
  const keys = reasons.map(({ key }) => String(key));
  const own = problems.filter(({ path }) => path === 'refusalReasons');
  return (
    <FieldGroup id={id} legend={labels.refusalReasons} hint={texts.reasonsHint} problems={own}>
      <RowEditor
        rows={reasons}
        least={1}
        nameOf={(_reason, place) => texts.reason(place + 1)}
        addLabel={texts.addReason}
        blank={() => ({ key: keyOf('', keys, 'reason'), label: { fr: '', en: '' } })}
        onChange={set}
      >
        {(_reason, place) => (
          <div className="columns">
            <LabelFields path={`refusalReasons.${place}.label`} />
            <KeyField path={`refusalReasons.${place}.key`} label={labels['refusalReasons.*.key']} />
          </div>
        )}
      </RowEditor>
    </FieldGroup>
  );
}
