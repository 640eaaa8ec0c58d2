/** A saved reply is chosen above an editor: its text goes where the cursor stands, as in Help Scout. */
export function insertSavedReplies(): void {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || target.dataset.insertInto === undefined) return;
    const field = document.getElementById(target.dataset.insertInto);
    const text = target.selectedOptions[0]?.dataset.text;
    if (!(field instanceof HTMLTextAreaElement) || text === undefined) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    field.focus();
  });
}
