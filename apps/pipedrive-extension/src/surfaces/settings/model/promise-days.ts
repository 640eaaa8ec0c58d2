/** Days that are promised where the settings name none, in the order of the process. */
export const usualPromiseDays = {
  welcomeCallDays: 5,
  useCasesDays: 15,
  autonomousDays: 21,
  assistedDays: 15,
  testsDays: 14,
  debriefDays: 5,
  goLiveReminderDays: 5,
  remindBeforeDays: 1,
  escalateAfterDays: 2,
} as const;

export type PromiseDays = keyof typeof usualPromiseDays;

export const promiseDays = Object.keys(usualPromiseDays) as PromiseDays[];
