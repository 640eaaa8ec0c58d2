// Which messages a person has read is kept by the browser: nobody but the reader needs to know.

/** Marks the channels with messages that came since the person last looked, and notes the shown one as read. */
export function markUnread(): void {
  const person = document.getElementById('slack')?.dataset.person ?? '';
  for (const link of document.querySelectorAll<HTMLElement>('[data-latest]')) {
    const key = `slack-read ${person} ${link.dataset.channel}`;
    const { latest = '' } = link.dataset;
    if (link.hasAttribute('aria-current')) localStorage.setItem(key, latest);
    const isUnread = latest > (localStorage.getItem(key) ?? '');
    link.classList.toggle('unread', isUnread);
    const mark = link.querySelector<HTMLElement>('.unread-mark');
    if (mark) mark.hidden = !isUnread;
  }
}
