const radius = 8;
const circumference = 2 * Math.PI * radius;

/** A ring that empties as `leftPart` goes from 1 to 0; the words beside it say the same. */
export function CountdownRing({ leftPart }: { leftPart: number }) {
  return (
    <svg className="ring" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <circle className="ring-track" cx="10" cy="10" r={radius} />
      <circle
        className="ring-left"
        cx="10"
        cy="10"
        r={radius}
        strokeDasharray={circumference}
        strokeDashoffset={circumference * (1 - leftPart)}
        transform="rotate(-90 10 10)"
      />
    </svg>
  );
}
