import { blankMemory, seedUser } from './blank-memory.ts';
import type { PipedriveMemory } from './records.ts';
import { salesUserId } from './seed.ts';

/** The admin of the fresh company, to whom its API token belongs. */
export const freshAdminUserId = 31;
/** Owns what a web form of that company would make. */
export const freshRobotUserId = 33;

const defaultStages = [
  'Qualifié',
  'Contact établi',
  'Démonstration programmée',
  'Proposition faite',
  'Négociations en cours',
];

/**
 * A company on its first day with the vendor: the default pipeline, three users of whom one is an admin, no
 * custom field, no webhook, no record. Its record ids start at 1 as the other company's do, and one person
 * works in both: whoever mixes two companies up is found out.
 */
export function freshMemory({ companyId }: { companyId: number }): PipedriveMemory {
  return blankMemory({
    companyId,
    company: { name: 'Nouvelle entreprise', domain: `company-${companyId}` },
    users: [
      seedUser(salesUserId, 'Chargée de clientèle', 'vente@example.org'),
      seedUser(freshAdminUserId, 'Direction', 'direction@nouvelle.example.org', { admin: true }),
      seedUser(freshRobotUserId, 'Demandes en ligne', 'demandes-en-ligne@nouvelle.example.org'),
    ],
    roles: [{ id: 1, parent_role_id: null, name: '(Utilisateurs non affectés)', level: 1 }],
    structure: [['Pipeline', defaultStages]],
    activityTypes: [
      ['Appel', 'call'],
      ['Réunion', 'meeting'],
      ['Tâche', 'task'],
      ['Échéance', 'deadline'],
      ['E-mail', 'email'],
      ['Déjeuner', 'lunch'],
    ],
  });
}
