import type { TemplateView } from '#core/contract/templates-view.ts';
import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { NumberSetting } from '../fields/inputs.tsx';
import { LabelFields } from '../fields/label-fields.tsx';
import { Picker, PickSetting } from '../fields/picker.tsx';
import { RowEditor } from '../fields/row-editor.tsx';
import { useForm, useSetting } from '../form-context.ts';
import { isGroup, readAt, type SettingsDocument } from '../model/document.ts';
import { mailOptions, mailStep, ownMail, stepOfKind } from '../model/follow-ups.ts';
import { activityOptions } from '../model/options.ts';
import { hashOf } from '../model/sections.ts';
import { conversionSettingTexts } from '../texts/conversion.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';

interface StepsProps {
  rule: SettingsDocument;
  path: string;
  items: readonly TemplateView[];
}

/** What a rule does, one thing after the other: mails that leave, and tasks for the owner. */
export function FollowUpSteps({ rule, path, items }: StepsProps) {
  const { id, value, problems, set } = useSetting(path);
  const texts = useTexts(conversionSettingTexts);
  const labels = useTexts(settingLabels);
  const own = problems.filter((problem) => problem.path === path);
  return (
    <FieldGroup id={id} legend={labels['followUps.*.steps']} problems={own}>
      <RowEditor
        rows={Array.isArray(value) ? value.filter(isGroup) : []}
        least={1}
        nameOf={(_step, place) => texts.step(place + 1)}
        addLabel={texts.addStep}
        blank={() => ({ ...mailStep, afterDays: 3 })}
        onChange={set}
      >
        {(step, place) => (
          <>
            <div className="columns">
              <Kind path={`${path}.${place}`} step={step} />
              <NumberSetting
                path={`${path}.${place}.afterDays`}
                label={labels['followUps.*.steps.*.afterDays']}
                hint={texts.delayHint}
                min={0}
                max={365}
              />
            </div>
            {step.kind === 'mail' ? (
              <MailStep path={`${path}.${place}.template`} rule={rule} items={items} />
            ) : (
              <TaskStep path={`${path}.${place}`} />
            )}
          </>
        )}
      </RowEditor>
    </FieldGroup>
  );
}

function Kind({ path, step }: { path: string; step: SettingsDocument }) {
  const { id, problems } = useSetting(`${path}.kind`);
  const { set } = useForm();
  const labels = useTexts(settingLabels);
  const { followUpKind } = useTexts(fieldTexts);
  return (
    <Picker
      id={id}
      label={labels['followUps.*.steps.*.kind']}
      value={String(step.kind)}
      options={(['mail', 'task'] as const).map((kind) => ({ value: kind, label: followUpKind[kind] }))}
      problems={problems}
      onPick={(kind) => set(path, stepOfKind(step, kind))}
    />
  );
}

function TaskStep({ path }: { path: string }) {
  const { catalogue } = useForm();
  const labels = useTexts(settingLabels);
  return (
    <div className="columns">
      <PickSetting
        path={`${path}.type`}
        label={labels['followUps.*.steps.*.type']}
        options={activityOptions(catalogue)}
      />
      <LabelFields path={`${path}.subject`} />
    </div>
  );
}

/** The mail of a step: one that exists, or one that is begun here and written among the other texts. */
function MailStep({ path, rule, items }: StepsProps) {
  const { value } = useSetting(path);
  const { draft, isReadOnly, set } = useForm();
  const texts = useTexts(conversionSettingTexts);
  const labels = useTexts(settingLabels);
  const isListed = items.some(({ key }) => key === value);
  const isOnlyHere = !isListed && readAt(draft, `templates.${value}`) !== undefined;
  function writeOwn(): void {
    const { key, language, words } = ownMail(rule, { items, draft });
    set(`templates.${key}.${language}`, words);
    set(path, key);
  }
  return (
    <div className="mail-step">
      <PickSetting
        path={path}
        label={labels['followUps.*.steps.*.template']}
        options={mailOptions(items, draft)}
        missing={texts.noSuchMail}
      />
      {isListed && <a href={hashOf('mails', `templates.${value}`)}>{texts.editMail}</a>}
      <span className="hint" role="status">
        {isOnlyHere && texts.ownWaits}
      </span>
      {!isReadOnly && <Button onClick={writeOwn}>{texts.writeOwn}</Button>}
    </div>
  );
}
