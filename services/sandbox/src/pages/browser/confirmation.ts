export type Confirmation = {
  title: string;
  description?: string;
  okText?: string;
  cancelText?: string;
  okColor?: 'primary' | 'secondary' | 'negative';
};

/** Asks in a native dialog; Escape counts as no. */
export function confirmInDialog(
  question: Confirmation,
  texts: { ok: string; cancel: string },
): Promise<{ confirmed: boolean }> {
  const dialog = document.createElement('dialog');
  dialog.className = 'confirm';
  dialog.setAttribute('aria-labelledby', 'confirm-title');
  const title = document.createElement('h2');
  title.id = 'confirm-title';
  title.textContent = question.title;
  const description = document.createElement('p');
  description.textContent = question.description ?? '';
  const actions = document.createElement('div');
  actions.className = 'actions';
  const cancel = button(question.cancelText ?? texts.cancel, 'plain', 'cancel');
  const okClasses = { primary: '', secondary: 'plain', negative: 'negative solid' };
  const ok = button(question.okText ?? texts.ok, okClasses[question.okColor ?? 'primary'], 'ok');
  actions.append(cancel, ok);
  dialog.append(title, description, actions);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    cancel.addEventListener('click', () => dialog.close('cancel'));
    ok.addEventListener('click', () => dialog.close('ok'));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve({ confirmed: dialog.returnValue === 'ok' });
    });
  });
}

function button(text: string, classes: string, action: string): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = classes;
  element.dataset.action = action;
  element.textContent = text;
  return element;
}
