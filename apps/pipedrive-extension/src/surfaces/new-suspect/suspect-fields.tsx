import { useId } from 'react';
import type { SuspectCheck } from '#core/contract/conversion-view.ts';
import { useTexts } from '../../components/language-context.ts';
import { TextField } from '../../components/text-field.tsx';
import { newSuspectTexts } from './texts.ts';
import { type Channel, lengthMax, type SuspectForm, type SuspectProblems } from './view-model.ts';

export interface FieldsProps {
  form: SuspectForm;
  problems: SuspectProblems;
  proposed: SuspectCheck['proposed'] | null;
  owners: readonly { id: number; name: string }[];
  onChange(change: Partial<SuspectForm>): void;
  onEnter(): void;
}

/** Which body, who there, how to reach them, and who takes care of it. */
export function SuspectFields(props: FieldsProps) {
  const { form, problems, onChange, onEnter } = props;
  const texts = useTexts(newSuspectTexts);
  const [first] = Object.keys(problems);
  const words = (problem: SuspectProblems['name']) => (problem ? texts.problem[problem] : null);
  const field = (name: 'organization' | 'name' | 'email' | 'phone' | 'siren') => ({
    value: form[name],
    lengthMax: lengthMax[name],
    onChange: (text: string) => onChange({ [name]: text }),
    onEnter,
  });
  return (
    <>
      <TextField
        {...field('organization')}
        {...(form.organizationId !== null && { hint: texts.inPipedrive })}
        label={texts.organization}
        problem={null}
        startsFocused
      />
      <TextField
        {...field('name')}
        {...(form.personId !== null && { hint: texts.inPipedrive })}
        label={texts.name}
        isRequired
        problem={words(problems.name)}
      />
      <div className="two-fields">
        <TextField
          {...field('email')}
          label={texts.email}
          type="email"
          problem={words(problems.email)}
          isLaterProblem={first !== 'email'}
        />
        <TextField {...field('phone')} label={texts.phone} type="tel" problem={null} />
      </div>
      <TextField
        {...field('siren')}
        label={texts.siren}
        hint={texts.sirenHint}
        problem={words(problems.siren)}
        isLaterProblem={first !== 'siren'}
      />
      <div className="two-fields">
        <ChannelChoice {...props} />
        <OwnerChoice {...props} />
      </div>
    </>
  );
}

const channels = [
  'call',
  'mail',
  'mailing',
  'meeting',
  'event',
  'help-desk',
  'form',
] as const satisfies Channel[];

/** The channel that is proposed, until another one is chosen. */
function ChannelChoice({ form, proposed, onChange }: FieldsProps) {
  const texts = useTexts(newSuspectTexts);
  const id = useId();
  const isProposed = proposed !== null && (form.channel === null || form.channel === proposed.channel);
  return (
    <div className="field">
      <label htmlFor={id}>{texts.channel}</label>
      <select
        id={id}
        value={form.channel ?? proposed?.channel ?? 'call'}
        aria-describedby={isProposed ? `${id}-why` : undefined}
        onChange={({ target }) =>
          onChange({ channel: channels.find((each) => each === target.value) ?? null })
        }
      >
        {channels.map((channel) => (
          <option key={channel} value={channel}>
            {texts.channels[channel]}
          </option>
        ))}
      </select>
      {isProposed && (
        <span className="hint" id={`${id}-why`}>
          {proposed.because}
        </span>
      )}
    </div>
  );
}

function OwnerChoice({ form, owners, onChange }: FieldsProps) {
  const texts = useTexts(newSuspectTexts);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{texts.owner}</label>
      <select
        id={id}
        value={form.ownerId ?? ''}
        onChange={({ target }) => onChange({ ownerId: target.value === '' ? null : Number(target.value) })}
      >
        <option value="">{texts.me}</option>
        {owners.map((owner) => (
          <option key={owner.id} value={owner.id}>
            {owner.name}
          </option>
        ))}
      </select>
    </div>
  );
}
