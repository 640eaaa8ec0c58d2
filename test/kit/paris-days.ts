/** Days and mornings in Paris, worked out apart from the product's own arithmetic. */
const shown = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  weekday: 'short',
});

/** What clocks in Paris show: the day, HH:MM, and whether it is a Saturday or Sunday. */
export function inParis(instant: string): { day: string; time: string; isWeekend: boolean } {
  const parts = Object.fromEntries(
    shown.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}`,
    isWeekend: parts.weekday === 'Sat' || parts.weekday === 'Sun',
  };
}

export const frenchHolidays = [
  '2027-11-01',
  '2027-11-11',
  '2027-12-25',
  '2028-01-01',
  '2028-04-17',
  '2028-05-01',
  '2028-05-08',
  '2028-05-25',
  '2028-06-05',
  '2028-07-14',
  '2028-08-15',
  '2028-11-01',
  '2028-11-11',
  '2028-12-25',
];

const noon = (day: string) => `${day}T11:00:00.000Z`;

export function isWorked(day: string): boolean {
  return !inParis(noon(day)).isWeekend && !frenchHolidays.includes(day);
}

/** So many working days away from a day, in one direction; of 0 the nearest one, the day itself included. */
export function workedDays(day: string, count: number, direction: 1 | -1): string {
  const next = (from: string) =>
    new Date(Date.parse(noon(from)) + direction * 86_400_000).toISOString().slice(0, 10);
  let reached = day;
  while (count === 0 && !isWorked(reached)) reached = next(reached);
  for (let left = count; left > 0; left -= 1) {
    reached = next(reached);
    while (!isWorked(reached)) reached = next(reached);
  }
  return reached;
}

/** The instant at which it is 09:00 in Paris on a day: one hour ahead of UTC in winter, two in summer. */
export function morningOf(day: string): string {
  const winter = `${day}T08:00:00.000Z`;
  return inParis(winter).time === '09:00' ? winter : `${day}T07:00:00.000Z`;
}
