/** A line of a calendar: `DTSTART;VALUE=DATE:20261123`. */
export interface CalendarLine {
  name: string;
  parameters: Record<string, string>;
  /** As it stands; `text` is what it means. */
  value: string;
  text: string;
}

export interface CalendarComponent {
  name: string;
  lines: CalendarLine[];
  parts: CalendarComponent[];
}

/** Where clocks are ahead of UTC, from a time that they show on. */
interface Observance {
  from: string;
  offset: string;
}

/**
 * Reads an iCalendar file and takes nothing that RFC 5545 forbids: ends of lines, length, folding, escapes, nesting,
 * what each component must have, times that float, zones that are not told.
 * @throws Error that says what is wrong
 */
export function readStrictly(file: string): CalendarComponent {
  if (!file.endsWith('\r\n')) throw new Error('The last line is not ended.');
  const physical = file.slice(0, -2).split('\r\n');
  for (const line of physical) {
    if (/[\r\n]/.test(line)) throw new Error(`A bare end of line in "${line}".`);
    if (Buffer.byteLength(line) > 75) throw new Error(`A line of ${Buffer.byteLength(line)} octets.`);
    if (line !== line.toWellFormed()) throw new Error('Half a character.');
  }
  const lines = physical.join('\r\n').replaceAll('\r\n ', '').split('\r\n').map(lineOf);
  const root = componentOf(lines);
  if (lines.length > 0 || root.name !== 'VCALENDAR') throw new Error('Not one calendar.');
  for (const name of ['VERSION', 'PRODID']) one(root, name);
  for (const event of partsOf(root, 'VEVENT')) checkEvent(root, event);
  const ids = partsOf(root, 'VEVENT').map((event) => one(event, 'UID').value);
  if (new Set(ids).size !== ids.length) throw new Error('A UID appears twice.');
  return root;
}

export function partsOf({ parts }: CalendarComponent, name: string): CalendarComponent[] {
  return parts.filter((part) => part.name === name);
}

/** The one line of a name. */
export function one({ name: component, lines }: CalendarComponent, name: string): CalendarLine {
  const found = lines.filter((line) => line.name === name);
  const [first] = found;
  if (!first || found.length > 1) throw new Error(`${component} has ${found.length} ${name}.`);
  return first;
}

/** The instant at which a timed event begins, by the zone that the calendar tells. */
export function beginOf(root: CalendarComponent, event: CalendarComponent): string {
  const { value, parameters } = one(event, 'DTSTART');
  const zone = partsOf(root, 'VTIMEZONE').find((each) => one(each, 'TZID').value === parameters.TZID);
  if (!zone) throw new Error(`No zone ${parameters.TZID}.`);
  const known: Observance[] = zone.parts
    .map((part) => ({ from: one(part, 'DTSTART').value, offset: one(part, 'TZOFFSETTO').value }))
    .toSorted((a, b) => a.from.localeCompare(b.from));
  const inForce = known.findLast(({ from }) => from <= value);
  if (!inForce) throw new Error(`Nothing is told of ${value}.`);
  const [, sign = '+', hours = '', minutes = ''] = /^([+-])(\d\d)(\d\d)$/.exec(inForce.offset) ?? [];
  const shown = value.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6');
  return new Date(`${shown}${sign}${hours}:${minutes}`).toISOString();
}

function checkEvent(root: CalendarComponent, event: CalendarComponent): void {
  for (const name of ['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY', 'SEQUENCE', 'STATUS']) one(event, name);
  for (const { name, value, parameters } of event.lines.filter(({ name }) => isTime(name))) {
    if (parameters.VALUE === 'DATE' ? /^\d{8}$/.test(value) : /^\d{8}T\d{6}Z$/.test(value)) continue;
    if (!/^\d{8}T\d{6}$/.test(value)) throw new Error(`${name} is no time: ${value}`);
    if (parameters.TZID === undefined) throw new Error(`${name} floats.`);
    beginOf(root, event);
  }
}

function isTime(name: string): boolean {
  return ['DTSTART', 'DTEND', 'DTSTAMP', 'CREATED', 'LAST-MODIFIED'].includes(name);
}

function lineOf(line: string): CalendarLine {
  const [, name, given = '', value = ''] = /^([A-Z-]+)((?:;[A-Z-]+=[^;:"]+)*):(.*)$/su.exec(line) ?? [];
  if (name === undefined) throw new Error(`No line of a calendar: "${line}".`);
  const parameters = Object.fromEntries(
    given
      .split(';')
      .filter(Boolean)
      .map((one) => one.split('=')),
  );
  return { name, parameters, value, text: textOf(name, value) };
}

const texts = ['SUMMARY', 'DESCRIPTION', 'NAME', 'X-WR-CALNAME'];

function textOf(name: string, value: string): string {
  if (!texts.includes(name)) return value;
  if (/(?<!\\)(?:\\\\)*[;,]/.test(value)) throw new Error(`Not escaped: "${value}".`);
  return value.replace(/\\(.)/g, (_all, sign: string) => {
    if (!'nN\\;,'.includes(sign)) throw new Error(`No escape: \\${sign}`);
    return sign.toLowerCase() === 'n' ? '\n' : sign;
  });
}

function componentOf(lines: CalendarLine[]): CalendarComponent {
  const begin = lines.shift();
  if (begin?.name !== 'BEGIN') throw new Error('A component does not begin.');
  const made: CalendarComponent = { name: begin.value, lines: [], parts: [] };
  for (;;) {
    const [next] = lines;
    if (!next) throw new Error(`${begin.value} does not end.`);
    if (next.name === 'BEGIN') made.parts.push(componentOf(lines));
    else if (next.name === 'END') break;
    else made.lines.push(lines.shift() ?? next);
  }
  const end = lines.shift();
  if (end?.value !== begin.value) throw new Error(`${begin.value} ends as ${end?.value}.`);
  return made;
}
