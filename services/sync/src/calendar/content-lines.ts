/** A line may have so many octets, its end left out (RFC 5545 section 3.1). */
const octetsMax = 75;
/** A line whose value is a text of anybody: escaped (RFC 5545 section 3.3.11). */
export function textLine(name: string, text: string): string {
  const clean = text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '');
  return `${name}:${clean.replace(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n')}`;
}

/** A line of an address, which is not escaped; none where it is no address of the web. */
export function urlLine(name: string, url: string | null): string[] {
  if (url === null || !URL.canParse(url)) return [];
  const { protocol, href } = new URL(url);
  return /^https?:$/.test(protocol) ? [`${name}:${href}`] : [];
}

/** Lines between the beginning and the end of a component. */
export function component(name: string, lines: readonly string[]): string[] {
  return [`BEGIN:${name}`, ...lines, `END:${name}`];
}

/** The file that lines make: folded, each ended as the format wants it. */
export function fileOf(lines: readonly string[]): string {
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** Goes on after an end of line and a space, never within a character. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= octetsMax) return line;
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const sign of line) {
    const more = Buffer.byteLength(sign);
    if (octets + more > octetsMax) {
      parts.push(part);
      part = '';
      // The space before what goes on counts.
      octets = 1;
    }
    part += sign;
    octets += more;
  }
  return [...parts, part].join('\r\n ');
}

/** An instant as iCalendar writes it, in UTC. */
export function utcStamp(instant: string): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** A day (YYYY-MM-DD) as iCalendar writes it. */
export function dayStamp(day: string): string {
  return day.replaceAll('-', '');
}
