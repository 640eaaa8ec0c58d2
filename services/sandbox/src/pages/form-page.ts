import { z } from 'zod';
import { deadlines } from '../pipedrive/seed-fields.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import type { PageContext } from './page-context.ts';

/** What the public sends: the fields of the request for an administrator account. */
export const requestForm = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.email().max(254),
  phone: z.string().trim().max(40).default(''),
  organization: z.string().trim().min(1).max(200),
  jobTitle: z.string().trim().max(200).default(''),
  filesPerYear: z
    .union([z.literal('').transform(() => undefined), z.coerce.number().int().min(0).max(1_000_000_000)])
    .optional(),
  deadline: z.enum([...deadlines, '']).default(''),
  message: z.string().trim().max(5000).default(''),
});
export type RequestForm = z.infer<typeof requestForm>;
export type FormValues = Partial<Record<keyof RequestForm, string | undefined>>;

/** The form of the web site. `wrong` names the fields to correct; `values` are kept in them. */
export function formPage(
  context: PageContext,
  values: FormValues = {},
  wrong: readonly string[] = [],
): string {
  const { t } = context;
  const field = (name: keyof RequestForm, label: string, input: InputOptions = {}): Html =>
    inputField(context, name, label, { value: values[name] ?? '', wrong: wrong.includes(name), ...input });
  return page(
    context,
    { title: t('Demande de compte administrateur', 'Request for an administrator account'), section: 'form' },
    html`<div class="narrow">
<h1>${t('Demande de compte administrateur', 'Request for an administrator account')}</h1>
<p class="lead">${t(
      'Vous représentez un organisme public et souhaitez créer vos démarches en ligne ? Dites-nous qui vous êtes.',
      'You represent a public body and want to put your procedures online? Tell us who you are.',
    )}</p>
<form class="card" id="request-form" method="post" action="/form" novalidate>
<div class="fields">
${field('name', t('Prénom et nom', 'First and last name'), { required: true, autocomplete: 'name' })}
${field('email', t('E-mail professionnel', 'Work e-mail'), { required: true, type: 'email', autocomplete: 'email' })}
${field('phone', t('Téléphone', 'Phone'), { type: 'tel', autocomplete: 'tel' })}
${field('organization', t('Organisme', 'Organization'), { required: true, autocomplete: 'organization' })}
${field('jobTitle', t('Fonction', 'Job title'), { autocomplete: 'organization-title' })}
${field('filesPerYear', t('Nombre de dossiers par an', 'Number of files a year'), { type: 'number' })}
${deadlineField(context, values.deadline ?? '')}
</div>
<div class="field"><label for="message">${t('Votre projet', 'Your project')}</label>
<textarea id="message" name="message" rows="4">${values.message}</textarea></div>
<div class="actions"><button>${t('Envoyer la demande', 'Send the request')}</button>
<a class="button plain" href="/form?example=1">${t('Remplir avec un exemple', 'Fill in an example')}</a></div>
</form></div>`,
  );
}

/** A made-up request, a new address each time so that each is a new person. */
export function exampleForm({ t }: PageContext, number: number): FormValues {
  return {
    name: t('Secrétariat Général', 'General Secretariat'),
    email: `secretariat.${number}@example.org`,
    phone: '01 00 00 00 00',
    organization: t(`Commune d’Exemple ${number}`, `Example Town ${number}`),
    jobTitle: t('Responsable numérique', 'Head of digital services'),
    filesPerYear: '250',
    deadline: deadlines[2],
    message: t(
      'Nous voulons mettre en ligne nos demandes d’occupation du domaine public.',
      'We would like to put our street-use permits online.',
    ),
  };
}

/** Says thanks and shows where the request went. */
export function thanksPage(context: PageContext, made: { personId: number; dealId: number }): string {
  const { t } = context;
  return page(
    context,
    { title: t('Demande envoyée', 'Request sent'), section: 'form' },
    html`<div class="narrow card">
<h1>${t('Merci, votre demande est envoyée', 'Thank you, your request is sent')}</h1>
<p>${t(
      'Pipedrive vient de recevoir une personne et une affaire. Étape 2 : ouvrez l’affaire et décidez.',
      'Pipedrive has just received a person and a deal. Step 2: open the deal and decide.',
    )}</p>
<div class="actions">
<a class="button" id="open-deal" href="/pipedrive/deal/${made.dealId}">${t('Ouvrir l’affaire', 'Open the deal')} ${made.dealId}</a>
<a class="button plain" id="open-person" href="/pipedrive/person/${made.personId}">${t('Ouvrir la personne', 'Open the person')} ${made.personId}</a>
<a class="button plain" href="/form">${t('Envoyer une autre demande', 'Send another request')}</a>
</div></div>`,
  );
}

/** The answers are the options of the field in Pipedrive, which has one language. */
function deadlineField({ t }: PageContext, chosen: string): Html {
  const inEnglish = [
    'As soon as possible',
    'Within 3 months',
    'Within 6 months',
    'Within 12 months',
    'No date',
  ];
  return html`<div class="field"><label for="deadline">${t('Échéance', 'Deadline')}</label>
<select id="deadline" name="deadline"><option value="">${t('Choisir…', 'Choose…')}</option>${deadlines.map(
    (deadline, index) =>
      html`<option value="${deadline}"${deadline === chosen ? html` selected` : ''}>${t(deadline, inEnglish[index] ?? deadline)}</option>`,
  )}</select></div>`;
}

/** What to tell about a field that cannot be read. */
function complaint({ t }: PageContext, type: string): string {
  if (type === 'email')
    return t(
      'Indiquez une adresse e-mail, par exemple nom@example.org.',
      'Give an e-mail address, for example name@example.org.',
    );
  if (type === 'number') return t('Indiquez un nombre entier.', 'Give a whole number.');
  return t('Ce champ est nécessaire.', 'This field is needed.');
}

type InputOptions = { required?: boolean; type?: string; autocomplete?: string };

function inputField(
  context: PageContext,
  name: string,
  label: string,
  options: InputOptions & { value: string; wrong: boolean },
): Html {
  const { required, type = 'text', autocomplete = 'off', value, wrong } = options;
  return html`<div class="field"><label for="${name}">${label}${
    required ? html` <span class="soft">(${context.t('obligatoire', 'required')})</span>` : ''
  }</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${value}"${
    required ? html` required` : ''
  }${wrong ? html` aria-invalid="true" aria-describedby="${name}-error"` : ''}>
${wrong ? html`<span class="error" id="${name}-error">${complaint(context, type)}</span>` : ''}</div>`;
}
