import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { TextSetting } from '../fields/inputs.tsx';
import { PickSetting } from '../fields/picker.tsx';
import { useForm } from '../form-context.ts';
import { named } from '../model/options.ts';
import { fieldTexts } from '../texts/fields.ts';

const ofPerson = ['fields.requestState', 'fields.accountId', 'fields.requestDate', 'fields.source'] as const;
const ofDeal = ['fields.dealSource', 'fields.dealNeed'] as const;

/** The fields, filter and link through which Pipedrive shows what Passerelle knows. */
export function CrmFields() {
  const { personFields, dealFields } = useForm().catalogue;
  const texts = useTexts(fieldTexts);
  return (
    <>
      <FieldGroup id="field-fields" legend={texts.personFields} hint={texts.fieldsHint}>
        {ofPerson.map((path) => (
          <PickSetting key={path} path={path} options={named(personFields)} empty={texts.none} mayCreate />
        ))}
      </FieldGroup>
      <FieldGroup id="field-fields-deal" legend={texts.dealFields}>
        {ofDeal.map((path) => (
          <PickSetting key={path} path={path} options={named(dealFields)} empty={texts.none} mayCreate />
        ))}
      </FieldGroup>
      <TextSetting path="requestFilter" hint={texts.filterHint} />
      <TextSetting path="activationUrl" hint={texts.activationHint} />
    </>
  );
}
