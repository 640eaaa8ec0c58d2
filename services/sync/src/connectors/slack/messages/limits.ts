/** What Slack takes at most (slack.md 8), in UTF-16 units: whoever counts code points counts fewer. */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** Posts take more, `chat.update` 4,000; a notification shows far less. */
  messageText: 3000,
  header: 150,
  sectionText: 3000,
  field: 2000,
  button: 75,
  option: 75,
  /** 150 according to another source. */
  optionValue: 75,
  optionCount: 100,
  modalTitle: 24,
  input: 3000,
} as const;

/** What one outside text takes at most in the middle of ours, so that a message stays readable. */
export const shares = {
  name: 200,
  line: 400,
  note: 900,
} as const;
