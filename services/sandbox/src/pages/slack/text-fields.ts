import type {
  Datepicker,
  DateTimepicker,
  EmailInput,
  NumberInput,
  PlainTextInput,
  Timepicker,
  URLInput,
} from '@slack/types';
import { type Html, html } from '../html.ts';
import { fieldAttributes, nameOf } from './choices.ts';
import type { ElementPlace } from './place.ts';

type TextField =
  | PlainTextInput
  | EmailInput
  | URLInput
  | NumberInput
  | Datepicker
  | Timepicker
  | DateTimepicker;

const inputTypes: Record<TextField['type'], string> = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

/** A field to type in: text in one line or many, an address, a number, a date, a time. */
export function textField(drawn: TextField, place: ElementPlace): Html {
  const placeholder = 'placeholder' in drawn ? drawn.placeholder?.text : undefined;
  const common = html`${fieldAttributes(drawn, place)}${nameOf(place, placeholder ?? drawn.type)}${
    placeholder ? html` placeholder="${placeholder}"` : ''
  }${limitsOf(drawn)}`;
  const value = initialValue(drawn);
  if (drawn.type === 'plain_text_input' && drawn.multiline) {
    return html`<textarea rows="4"${common}>${'\n'}${value}</textarea>`;
  }
  return html`<input type="${inputTypes[drawn.type]}" value="${value}" autocomplete="off"${common}>`;
}

function limitsOf(drawn: TextField): Html {
  if (drawn.type === 'number_input') {
    const { min_value: min, max_value: max, is_decimal_allowed: isDecimal } = drawn;
    return html`${min ? html` min="${min}"` : ''}${max ? html` max="${max}"` : ''}${isDecimal ? html` step="any"` : ''}`;
  }
  if (drawn.type !== 'plain_text_input' || !drawn.max_length) return html``;
  return html` maxlength="${drawn.max_length}"`;
}

function initialValue(drawn: TextField): string {
  switch (drawn.type) {
    case 'datepicker':
      return drawn.initial_date ?? '';
    case 'timepicker':
      return drawn.initial_time ?? '';
    case 'datetimepicker':
      return drawn.initial_date_time
        ? new Date(drawn.initial_date_time * 1000).toISOString().slice(0, 16)
        : '';
    default:
      return drawn.initial_value ?? '';
  }
}
