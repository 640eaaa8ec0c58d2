import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { NumberSetting } from '../fields/inputs.tsx';
import { PickSetting } from '../fields/picker.tsx';
import { TextList } from '../fields/text-list.tsx';
import { useForm, useSetting } from '../form-context.ts';
import { isGroup } from '../model/document.ts';
import { activityOptions, named } from '../model/options.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';

/** What the service takes where nothing is said. */
const usual = { fields: {}, volumeAbove: 1000, deadlines: ['Dès que possible'], callType: 'call' };

/** Which requests are called before they are decided. */
export function Priority() {
  const { id, value, isReadOnly, set } = useSetting('priority');
  const texts = useTexts(fieldTexts);
  const labels = useTexts(settingLabels);
  const isOn = isGroup(value);
  return (
    <FieldGroup id={id} legend={labels.priority} hint={texts.priorityHint}>
      <label className="choice">
        <input
          type="checkbox"
          disabled={isReadOnly}
          checked={isOn}
          onChange={({ target }) => set(target.checked ? usual : undefined)}
        />
        <span>{texts.priorityOn}</span>
      </label>
      {isOn && <Conditions />}
    </FieldGroup>
  );
}

function Conditions() {
  const { catalogue } = useForm();
  const { personFields, dealFields } = catalogue;
  const texts = useTexts(fieldTexts);
  const fields = named([...dealFields, ...personFields]);
  return (
    <>
      <div className="columns">
        <PickSetting path="priority.fields.volume" options={fields} empty={texts.none} />
        <NumberSetting path="priority.volumeAbove" min={0} />
      </div>
      <PickSetting path="priority.fields.deadline" options={fields} empty={texts.none} />
      <TextList
        path="priority.deadlines"
        adds={texts.deadlineToAdd}
        arrange={(values) => [...new Set(values)]}
      />
      <PickSetting path="priority.callType" options={activityOptions(catalogue)} />
    </>
  );
}
