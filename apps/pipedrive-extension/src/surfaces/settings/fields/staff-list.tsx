import { useTexts } from '../../../components/language-context.ts';
import { useSetting, useVocabulary } from '../form-context.ts';
import { isGroup } from '../model/document.ts';
import { staffOptions } from '../model/options.ts';
import { staffOf, type Vocabulary, valueWords } from '../model/words.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';
import { Adder } from './adder.tsx';
import { FieldGroup } from './field.tsx';
import { ItemList } from './item-list.tsx';

interface StaffListProps {
  path: 'robotOwners' | 'deciders';
  hint: string;
  /** Said when the list is empty, because then nothing works. */
  none: string;
}

/** People of Pipedrive: robot owners by id; deciders by e-mail, or everybody of a role. */
export function StaffList({ path, hint, none }: StaffListProps) {
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const labels = useTexts(settingLabels);
  const vocabulary = useVocabulary();
  const members: unknown[] = Array.isArray(value) ? value : [];
  const items = members.map((member) => ({
    key: JSON.stringify(member),
    label: memberWords(member, vocabulary),
  }));
  return (
    <FieldGroup id={id} legend={labels[path]} hint={hint} problems={problems}>
      {members.length === 0 ? (
        problems.length === 0 && <p className="field-problem">{none}</p>
      ) : (
        <ItemList label={labels[path]} items={items} onRemove={(place) => set(members.toSpliced(place, 1))} />
      )}
      {!isReadOnly && (
        <MemberAdders path={path} members={members} onAdd={(member) => set([...members, member])} />
      )}
    </FieldGroup>
  );
}

function memberWords(member: unknown, vocabulary: Vocabulary): string {
  if (isGroup(member)) return valueWords('deciders', member, vocabulary);
  const found = staffOf(member, vocabulary.catalogue.staff);
  if (!found) return vocabulary.fields.missing(String(member));
  return found.active ? found.name : vocabulary.fields.inactive(found.name);
}

interface AddersProps {
  path: 'robotOwners' | 'deciders';
  members: readonly unknown[];
  onAdd(member: unknown): void;
}

function MemberAdders({ path, members, onAdd }: AddersProps) {
  const texts = useTexts(fieldTexts);
  const list = useTexts(settingLabels)[path];
  const { staff, roles } = useVocabulary().catalogue;
  const present = members.map((member) => staffOf(member, staff)?.id);
  const left = staff.filter((one) => !present.includes(one.id));
  const roleOptions = roles?.map(({ id, name }) => ({ value: String(id), label: name }));
  const isDeciders = path === 'deciders';
  return (
    <div className="adders">
      <Adder
        label={texts.person}
        list={list}
        options={staffOptions(left, isDeciders ? 'email' : 'id')}
        onAdd={(picked) => onAdd(isDeciders ? picked : Number(picked))}
      />
      {isDeciders && (
        <Adder
          label={roleOptions ? texts.pickRole : texts.roleName}
          list={list}
          {...(roleOptions && { options: roleOptions })}
          onAdd={(role) => onAdd({ role: /^\d+$/.test(role) ? Number(role) : role })}
        />
      )}
    </div>
  );
}
