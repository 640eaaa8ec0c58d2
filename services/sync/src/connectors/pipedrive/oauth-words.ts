import type { Problem } from '#core/model/problem.ts';

type Words = Pick<Problem, 'title' | 'detail'>;

/** What staff read when the OAuth server refuses, by its `error` (RFC 6749, 5.2). */
export function refusalWords(code: string | null, isInstallation: boolean): Words {
  if (code === 'invalid_client') return unknownApp;
  if (code === 'invalid_grant') return isInstallation ? codeOver : connectionOver;
  const quoted = code === null ? { fr: '', en: '' } : { fr: `« ${code} » `, en: `“${code}” ` };
  const { fr, en } = connectionOver.detail;
  return { ...otherRefusal, detail: { fr: `${quoted.fr}${fr}`, en: `${quoted.en}${en}` } };
}

const connectionOver: Words = {
  title: {
    fr: 'La connexion à Pipedrive n’est plus valable',
    en: 'The connection to Pipedrive is no longer valid',
  },
  detail: {
    fr: 'Un administrateur de Pipedrive doit installer Passerelle de nouveau ; le travail reprend ensuite tout seul.',
    en: 'A Pipedrive administrator has to install Passerelle again; the work then goes on by itself.',
  },
};

const codeOver: Words = {
  title: { fr: 'L’installation n’a pas abouti', en: 'The installation was not completed' },
  detail: {
    fr: 'L’accord donné dans Pipedrive a expiré ou a déjà servi. Recommencez l’installation.',
    en: 'The consent given in Pipedrive has expired or was used before. Start the installation again.',
  },
};

const unknownApp: Words = {
  title: {
    fr: 'Pipedrive ne reconnaît pas notre application',
    en: 'Pipedrive does not recognise our app',
  },
  detail: {
    fr: 'L’équipe qui exploite Passerelle doit corriger PIPEDRIVE_CLIENT_ID et PIPEDRIVE_CLIENT_SECRET d’après le Developer Hub.',
    en: 'The team that operates Passerelle has to correct PIPEDRIVE_CLIENT_ID and PIPEDRIVE_CLIENT_SECRET from the Developer Hub.',
  },
};

const otherRefusal: Pick<Words, 'title'> = {
  title: { fr: 'Pipedrive a refusé la connexion', en: 'Pipedrive refused the connection' },
};
