import type { Reader } from './reader.ts';

type Wanted = Intl.DateTimeFormatOptions;

const formats: Record<string, Wanted> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/**
 * Words of `<!date^…>` in the reader's language and zone (docs.slack.dev, formatting-message-text).
 * @param unix seconds
 * @param pattern text with tokens such as `{date_short_pretty}` or `{time}`; an unknown token stays as it is
 */
export function slackDate(unix: number, pattern: string, reader: Reader): string {
  const at = new Date(unix * 1000);
  return pattern.replace(/\{(\w+)\}/g, (token, name: string) => {
    const plain = name.replace(/_pretty$/, '');
    const near = name === plain ? undefined : nearDay(at, reader);
    const format = formats[plain];
    return near ?? (format ? inZone(at, format, reader) : token);
  });
}

/** The time of a message: the hour for today, with the day before. */
export function messageTime(at: Date, reader: Reader): string {
  const time = inZone(at, formats.time ?? {}, reader);
  return daysBetween(at, reader) === 0
    ? time
    : `${inZone(at, { day: 'numeric', month: 'short' }, reader)} ${time}`;
}

function nearDay(at: Date, reader: Reader): string | undefined {
  const { t } = reader.context;
  const words = new Map([
    [-1, t('hier', 'yesterday')],
    [0, t('aujourd’hui', 'today')],
    [1, t('demain', 'tomorrow')],
  ]);
  return words.get(daysBetween(at, reader));
}

/** Whole days of the calendar from the reader's today to the instant. */
function daysBetween(at: Date, reader: Reader): number {
  const day = (instant: Date): number => {
    const text = new Intl.DateTimeFormat('en-CA', { timeZone: reader.timeZone }).format(instant);
    return Date.parse(`${text}T00:00:00Z`) / 86_400_000;
  };
  return day(at) - day(reader.now);
}

/** An instant in the words of the reader, in the reader’s zone. */
export function inZone(at: Date, wanted: Wanted, { context, timeZone }: Reader): string {
  return at.toLocaleString(context.language === 'en' ? 'en-GB' : 'fr-FR', { ...wanted, timeZone });
}
