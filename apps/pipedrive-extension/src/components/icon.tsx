const paths = {
  alert: 'M8 1.8 15 14H1L8 1.8Zm0 4.4v3.6m0 1.9v.4',
  check: 'M2.5 8.5 6.3 12 13.5 4.5',
  'chevron-down': 'M3.5 6 8 10.5 12.5 6',
  'chevron-left': 'M10 3.5 5.5 8l4.5 4.5',
  'chevron-right': 'M6 3.5 10.5 8 6 12.5',
  'chevron-up': 'M3.5 10.5 8 6l4.5 4.5',
  clock: 'M8 4.5V8l2.4 1.6M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0Z',
  close: 'm3.5 3.5 9 9m0-9-9 9',
  cloud: 'M4.6 12.8a3.3 3.3 0 0 1-.3-6.6 4 4 0 0 1 7.6.9 2.9 2.9 0 0 1-.4 5.7M6 10.8l4 4m0-4-4 4',
  dash: 'M3.5 8h9',
  inbox: 'M1.8 9.2h3.6l1 2h3.2l1-2h3.6M4 3h8l2.2 6.2V13H1.8V9.2L4 3Z',
  info: 'M8 7.2v4M8 4.6v.4M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0Z',
  lock: 'M3.3 7.2h9.4v6.6H3.3V7.2Zm2-.2V4.8a2.7 2.7 0 0 1 5.4 0V7',
  plus: 'M8 3.5v9m-4.5-4.5h9',
  retry: 'M13.2 3v3.4H9.8M13 6.2A5.4 5.4 0 1 0 13.4 9',
  search: 'm10.4 10.4 3.8 3.8M11.8 6.9a4.9 4.9 0 1 1-9.8 0 4.9 4.9 0 0 1 9.8 0Z',
  spinner: 'M8 1.8A6.2 6.2 0 1 1 1.8 8',
} as const;

export type IconName = keyof typeof paths;

/** A small drawing beside words that say the same; screen readers pass over it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className={`icon icon-${name}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
