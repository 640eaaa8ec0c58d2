import type { TemplateView } from '#core/contract/templates-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import { ProblemPage } from '../../../components/problem-page.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { FieldGroup } from '../fields/field.tsx';
import { SwitchSetting } from '../fields/inputs.tsx';
import { KeyField } from '../fields/key-field.tsx';
import { LabelFields } from '../fields/label-fields.tsx';
import { RowEditor } from '../fields/row-editor.tsx';
import { useForm, useSetting } from '../form-context.ts';
import { isGroup, readAt, type SettingsDocument } from '../model/document.ts';
import { blankRule } from '../model/follow-ups.ts';
import type { SettingsApi } from '../settings-api.ts';
import { conversionSettingTexts } from '../texts/conversion.ts';
import { settingLabels } from '../texts/labels.ts';
import { pageTexts } from '../texts/page.ts';
import { useTemplates } from '../use-templates.ts';
import { FollowUpSteps } from './follow-up-steps.tsx';
import { FollowUpWhen } from './follow-up-when.tsx';

/** Rules by which people who do not answer are written to again. */
export function FollowUps({ api, revision }: { api: SettingsApi; revision: number }) {
  const texts = useTexts(pageTexts);
  const { answer, retry } = useTemplates(api, revision);
  if (answer === null) return <Skeleton label={texts.loading} />;
  if (!answer.ok) return <ProblemPage problem={answer.problem} onRetry={retry} />;
  return <Rules items={answer.value.items} />;
}

function Rules({ items }: { items: readonly TemplateView[] }) {
  const path = 'followUps';
  const { id, value, problems, set } = useSetting(path);
  const { draft } = useForm();
  const texts = useTexts(conversionSettingTexts);
  const labels = useTexts(settingLabels);
  const rules = Array.isArray(value) ? value.filter(isGroup) : [];
  const own = problems.filter((problem) => problem.path === path);
  return (
    <>
      {readAt(draft, 'conversion.enabled') !== true && <Notice tone="info" title={texts.off} />}
      <FieldGroup id={id} legend={labels.followUps} hint={texts.rulesHint} problems={own}>
        <RowEditor
          rows={rules}
          least={0}
          nameOf={(_rule, place) => texts.rule(place + 1)}
          addLabel={texts.addRule}
          blank={() => blankRule(rules)}
          onChange={set}
        >
          {(rule, place) => <Rule rule={rule} place={place} items={items} />}
        </RowEditor>
      </FieldGroup>
    </>
  );
}

interface RuleProps {
  rule: SettingsDocument;
  place: number;
  items: readonly TemplateView[];
}

function Rule({ rule, place, items }: RuleProps) {
  const labels = useTexts(settingLabels);
  const path = `followUps.${place}`;
  return (
    <>
      <div className="columns">
        <LabelFields path={`${path}.label`} />
        <KeyField path={`${path}.key`} label={labels['followUps.*.key']} />
      </div>
      <FollowUpWhen path={`${path}.when`} />
      <SwitchSetting path={`${path}.once`} label={labels['followUps.*.once']} />
      <FollowUpSteps rule={rule} path={`${path}.steps`} items={items} />
    </>
  );
}
