/** How long to wait before asking again for what people change by hand: a colleague's click is seen in seconds. */
export const restingMs = 3_000;

/** Figures of weeks and months change slowly. */
export const figuresMs = 60_000;
