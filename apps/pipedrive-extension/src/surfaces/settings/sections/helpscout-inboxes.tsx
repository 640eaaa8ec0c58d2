import type { HelpscoutSettingsView } from '#core/contract/settings-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { Picker } from '../fields/picker.tsx';
import { TextList } from '../fields/text-list.tsx';
import { useForm, useSetting } from '../form-context.ts';
import { isGroup, readAt } from '../model/document.ts';
import { languagesByInbox, shownInboxes } from '../model/inboxes.ts';
import { named } from '../model/options.ts';
import { fieldTexts } from '../texts/fields.ts';
import { helpscoutTexts } from '../texts/helpscout.ts';
import { settingLabels } from '../texts/labels.ts';

/** Which inboxes are followed, and in which language each is answered. */
export function Inboxes({ inboxes }: Pick<HelpscoutSettingsView, 'inboxes'>) {
  const texts = useTexts(helpscoutTexts);
  const isMissing = (name: string) => inboxes?.every((inbox) => inbox.name !== name) ?? false;
  const words = (name: string) => (isMissing(name) ? texts.unknownInbox(name) : name);
  return (
    <>
      <TextList
        path="helpscout.inboxes"
        hint={inboxes === null ? `${texts.inboxesHint} ${texts.unread}` : texts.inboxesHint}
        adds={texts.inboxToAdd}
        {...(inboxes && { options: named(inboxes) })}
        words={words}
        isLeftOutEmpty
        arrange={(values) => [...new Set(values)]}
      />
      <Languages inboxes={inboxes} words={words} />
    </>
  );
}

interface LanguagesProps extends Pick<HelpscoutSettingsView, 'inboxes'> {
  words(name: string): string;
}

function Languages({ inboxes, words }: LanguagesProps) {
  const { id, value, problems, set } = useSetting('helpscout.languages');
  const { draft } = useForm();
  const texts = useTexts(helpscoutTexts);
  const labels = useTexts(settingLabels);
  const { language: names } = useTexts(fieldTexts);
  const languages = isGroup(value) ? value : {};
  const shown = shownInboxes(inboxes ?? [], draft);
  if (shown.length === 0) return null;
  const options = [
    { value: 'fr', label: names.fr },
    { value: 'en', label: names.en },
  ];
  const usual = readAt(draft, 'locale') === 'en' ? names.en : names.fr;
  return (
    <FieldGroup id={id} legend={labels['helpscout.languages']} hint={texts.languagesHint} problems={problems}>
      <div className="columns">
        {[...shown.entries()].map(([place, name]) => (
          <Picker
            key={name}
            id={`${id}-${place}`}
            label={words(name)}
            value={String(languages[name] ?? '')}
            options={options}
            empty={texts.asCompany(usual.toLowerCase())}
            problems={[]}
            onPick={(picked) => set(languagesByInbox(languages, name, picked))}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
