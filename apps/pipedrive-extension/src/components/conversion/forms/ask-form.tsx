import type { ConversionDetails } from '#core/contract/conversion-view.ts';
import { useTexts } from '../../language-context.ts';
import { OneLineForm } from '../../one-line-form.tsx';
import type { AskType } from '../ask.ts';
import { BlockForm } from './block-form.tsx';
import { ContactForm } from './contact-form.tsx';
import { DayForm } from './day-form.tsx';
import { DifficultyForm } from './difficulty-form.tsx';
import type { FormProps } from './form-frame.tsx';
import { PathForm } from './path-form.tsx';
import { formTexts } from './texts.ts';
import { WelcomeForm } from './welcome-form.tsx';

/** What cannot be asked for without a day, a choice or a word. */
const withForm = [
  'record-contact',
  'book-presentation',
  'welcome-client',
  'add-use-case',
  'choose-path',
  'record-difficulty',
  'plan-go-live',
  'block',
] as const satisfies readonly AskType[];
export type FormType = (typeof withForm)[number];

/** The form that something needs; null when a click is enough. */
export function formOf(type: AskType): FormType | null {
  return withForm.find((each) => each === type) ?? null;
}

interface AskFormProps extends FormProps {
  type: FormType;
  conversion: ConversionDetails;
}

/** The fields of what is asked for. */
export function AskForm({ type, conversion, ...form }: AskFormProps) {
  switch (type) {
    case 'record-contact':
      return <ContactForm {...form} />;
    case 'book-presentation':
      return <DayForm {...form} type={type} before={null} onDay={(day) => form.onSend({ type, day })} />;
    case 'plan-go-live':
      return (
        <DayForm
          {...form}
          type={type}
          before={conversion.goLiveOn}
          onDay={(day) => form.onSend({ type, day })}
        />
      );
    case 'welcome-client':
      return <WelcomeForm {...form} />;
    case 'add-use-case':
      return <UseCaseForm {...form} />;
    case 'choose-path':
      return <PathForm {...form} />;
    case 'record-difficulty':
      return <DifficultyForm {...form} />;
    case 'block':
      return <BlockForm {...form} />;
  }
}

/** The longest title of a use case that the service takes. */
const titleLengthMax = 200;

/** A use of the product by the client (DS-33). */
export function UseCaseForm({ send, isBusy, onSend, onCancel }: FormProps) {
  const texts = useTexts(formTexts);
  return (
    <OneLineForm
      label={texts.useCase}
      placeholder={texts.useCaseExample}
      lengthMax={titleLengthMax}
      missing={texts.useCaseMissing}
      send={send}
      cancel={texts.cancel}
      isBusy={isBusy}
      onSend={(title) => onSend({ type: 'add-use-case', title })}
      onCancel={onCancel}
    />
  );
}
