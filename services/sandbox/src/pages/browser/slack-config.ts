/** What the page tells its scripts. */
export type SlackConfig = {
  texts: {
    /** The service did not acknowledge in time. */
    notAnswered: string;
    required: string;
    ok: string;
    cancel: string;
  };
};

/**
 * Reads the configuration of the page.
 * @throws Error on a page that has none
 */
export function readSlackConfig(): SlackConfig {
  const element = document.getElementById('slack-config');
  if (!element) throw new Error('The page has no Slack configuration.');
  return JSON.parse(element.textContent ?? '');
}
