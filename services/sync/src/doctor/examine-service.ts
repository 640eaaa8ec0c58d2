import { advice, type Check, failed, ok, same, type Words, wrong } from './check-words.ts';

/** What is looked at of the installation itself. */
export interface ExaminedService {
  publicUrl: string;
  /** Base of Pipedrive's API: a sandbox is allowed what Pipedrive is not. */
  apiUrl: string;
  /** `passing`: lost when the process ends. */
  encryptionKey: 'given' | 'kept' | 'passing';
  store: {
    kind: 'embedded' | 'given';
    /** Such as "18.4". @throws Error when the store does not answer */
    version(): Promise<string>;
    /** @throws Error when a migration is not applied */
    checkMigrated(): Promise<void>;
    /** Where other nodes of the store are reached, when not at `publicUrl`. */
    otherAddresses(): Promise<string[]>;
  };
}

const names = {
  address: { fr: 'Adresse publique', en: 'Public address' },
  addresses: { fr: 'Adresses des nœuds', en: 'Addresses of the nodes' },
  key: { fr: 'Clé de chiffrement', en: 'Encryption key' },
  store: { fr: 'Base de données', en: 'Database' },
  schema: { fr: 'Schéma de la base', en: 'Database schema' },
} satisfies Record<string, Words>;

/** The address, the key and the store. */
export async function examineService(service: ExaminedService): Promise<Check[]> {
  return [addressCheck(service), keyCheck(service.encryptionKey), ...(await storeChecks(service))];
}

function addressCheck({ publicUrl, apiUrl }: ExaminedService): Check {
  if (publicUrl.startsWith('https://')) return ok('service', names.address, same(publicUrl));
  const fix = {
    fr: 'Mettez dans PUBLIC_URL l’adresse HTTPS par laquelle le monde extérieur atteint le service.',
    en: 'Put into PUBLIC_URL the HTTPS address by which the outside reaches the service.',
  };
  const words = {
    fr: `${publicUrl} : Pipedrive n’accepte que des adresses HTTPS publiques.`,
    en: `${publicUrl}: Pipedrive takes public HTTPS addresses only.`,
  };
  const isReal = new URL(apiUrl).hostname.endsWith('pipedrive.com');
  return (isReal ? wrong : advice)('service', names.address, words, fix, 'operator');
}

function keyCheck(encryptionKey: ExaminedService['encryptionKey']): Check {
  if (encryptionKey === 'given') return ok('service', names.key, same('ENCRYPTION_KEY'));
  if (encryptionKey === 'kept') {
    const words = {
      fr: 'Générée dans DATA_DIR : à sauvegarder avec la base.',
      en: 'Generated into DATA_DIR: to be backed up with the database.',
    };
    return ok('service', names.key, words);
  }
  return wrong(
    'service',
    names.key,
    {
      fr: 'Absente : ce qui est chiffré serait illisible après un redémarrage.',
      en: 'Missing: what is encrypted could not be read after a restart.',
    },
    {
      fr: 'Mettez 32 octets en base64 dans ENCRYPTION_KEY (openssl rand -base64 32), les mêmes sur chaque nœud.',
      en: 'Put 32 bytes in base64 into ENCRYPTION_KEY (openssl rand -base64 32), the same on every node.',
    },
    'operator',
  );
}

async function storeChecks({ store, publicUrl }: ExaminedService): Promise<Check[]> {
  const { kind, version, checkMigrated, otherAddresses } = store;
  try {
    const found = `PostgreSQL ${await version()}, ${kind}`;
    return [
      ok('service', names.store, same(found)),
      await schemaCheck(checkMigrated),
      ...differentAddresses(publicUrl, await otherAddresses()),
    ];
  } catch (error) {
    const fix = {
      fr: 'Vérifiez DATABASE_URL et que le serveur répond.',
      en: 'Check DATABASE_URL and that the server answers.',
    };
    return [failed('service', names.store, error, fix)];
  }
}

/** Webhooks stay where they call; links in pages and mails depend on the node that made them. */
function differentAddresses(publicUrl: string, others: readonly string[]): Check[] {
  if (others.length === 0) return [];
  const list = [publicUrl, ...others].toSorted().join(', ');
  const words = {
    fr: `Les nœuds du service n’ont pas tous le même PUBLIC_URL : ${list}.`,
    en: `The nodes of the service do not all have the same PUBLIC_URL: ${list}.`,
  };
  const fix = {
    fr: 'Mettez le même PUBLIC_URL sur chaque nœud, puis redémarrez ceux qui en avaient un autre. Jusque-là, les webhooks restent où ils sont.',
    en: 'Put the same PUBLIC_URL on every node, then restart those that had another one. Until then webhooks stay where they are.',
  };
  return [wrong('service', names.addresses, words, fix, 'operator')];
}

async function schemaCheck(checkMigrated: () => Promise<void>): Promise<Check> {
  try {
    await checkMigrated();
    return ok('service', names.schema, { fr: 'À jour', en: 'Up to date' });
  } catch (error) {
    const fix = {
      fr: 'Redémarrez le service de cette version : il applique les migrations.',
      en: 'Restart the service of this version: it applies the migrations.',
    };
    return failed('service', names.schema, error, fix);
  }
}
