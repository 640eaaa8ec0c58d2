import type { FollowUpVersion } from './follow-up-version.ts';
import type { CrmField } from './model/crm-field.ts';
import { normaliseEmail } from './model/email-address.ts';
import type { Pipeline, Stage } from './model/pipeline.ts';
import type { Role, StaffMember } from './model/staff-member.ts';
import type { DeciderReference, Settings } from './settings.ts';
import type { StaffReference } from './settings-fields.ts';

/** The settings of a company together with what their names mean in its CRM. */
export interface Company {
  id: string;
  settings: Settings;
  staff: StaffMember[];
  pipelines: Pipeline[];
  stages: Stage[];
  /** Custom fields; read only where the settings name some. */
  personFields: CrmField[];
  dealFields: CrmField[];
  /** Roles, for deciders by the name of one; absent where they could not be read. */
  roles?: Role[];
  /** Shadow mode: what is decided now is never written outside, only recorded. */
  shadow?: boolean;
  /** Its requests are followed in Slack: whoever changes one says so. */
  announces?: boolean;
  /** Its conversations in the help desk are followed. */
  desk?: boolean;
  /** Versions of the rules of follow-ups, each in force or still run by somebody; absent where there is no rule. */
  followUps?: FollowUpVersion[];
}

/** Where a deal goes, or the name that means nothing in the CRM and the nearest one that does. */
export type Place =
  | { pipelineId: number; stageId: number }
  | { missing: { what: 'pipeline' | 'stage'; name: string; nearest: string | null } };

/** The ids of a pipeline and one of its stages by name; without a stage name, the first stage. */
export function placeOf(company: Company, pipelineName: string, stageName: string | undefined): Place {
  const pipeline = byName(company.pipelines, pipelineName);
  if (!pipeline) return missing('pipeline', pipelineName, company.pipelines);
  const stages = company.stages.filter((stage) => stage.pipelineId === pipeline.id);
  const first = stages.toSorted((a, b) => a.order - b.order)[0];
  const stage = stageName === undefined ? first : byName(stages, stageName);
  if (!stage) return missing('stage', stageName ?? `${pipelineName} / 1`, stages);
  return { pipelineId: pipeline.id, stageId: stage.id };
}

/** The staff member a setting means, if there is an active one. */
export function staffOf(company: Company, reference: StaffReference | undefined): StaffMember | undefined {
  return company.staff.find((member) => member.active && isMeant(member, reference));
}

/** Whether a setting means somebody who was deactivated in Pipedrive. */
export function hasLeft(company: Company, reference: StaffReference): boolean {
  return !staffOf(company, reference) && company.staff.some((member) => isMeant(member, reference));
}

/** Whether a Pipedrive id is one of the robot owners. */
export function isRobotOwner(company: Company, ownerId: number | null): boolean {
  if (ownerId === null) return false;
  const owner = company.staff.find((member) => member.id === ownerId);
  return company.settings.robotOwners.some(
    (reference) => reference === ownerId || (owner !== undefined && isMeant(owner, reference)),
  );
}

/** The id of the first robot owner, to whom a reconsidered request goes back. */
export function robotOwnerId(company: Company): number | null {
  const reference = company.settings.robotOwners[0];
  if (typeof reference === 'number') return reference;
  return staffOf(company, reference)?.id ?? null;
}

/** The field a setting names, if there is one. */
export function fieldOf(fields: readonly CrmField[], name: string | undefined): CrmField | undefined {
  return name === undefined ? undefined : byName(fields, name);
}

/** Who does what waits for a decision: the first decider with an active Pipedrive user. */
export function firstDecider(company: Company): StaffMember | undefined {
  return decidersOf(company)[0];
}

/** The active staff members who may decide, in the order of the settings. */
export function decidersOf(company: Company): StaffMember[] {
  const members = company.settings.deciders.flatMap((reference) =>
    company.staff.filter((member) => member.active && isMeantAsDecider(company, member, reference)),
  );
  return [...new Set(members)];
}

/** Those who may decide, for people: by name, by address where Pipedrive knows nobody, by role where nobody has it. */
export function deciderNames(company: Company): string[] {
  const names = company.settings.deciders.flatMap((reference) => {
    const members = company.staff.filter(
      (member) => member.active && isMeantAsDecider(company, member, reference),
    );
    if (members.length > 0) return members.map(({ name }) => name);
    return [typeof reference === 'string' ? reference : String(reference.role)];
  });
  return [...new Set(names)];
}

/** Whether a setting makes somebody a decider. The robots that happen to have the role do not decide. */
export function isMeantAsDecider(
  company: Company,
  member: StaffMember,
  reference: DeciderReference,
): boolean {
  if (typeof reference === 'string') return isMeant(member, reference);
  const { roleId } = member;
  return roleId !== undefined && roleId === roleIdOf(company, reference) && !isRobotOwner(company, member.id);
}

/** The id of the role a decider is named by; undefined when there is none of that name. */
export function roleIdOf({ roles = [] }: Company, { role }: { role: string | number }): number | undefined {
  return typeof role === 'number' ? role : byName(roles, role)?.id;
}

function isMeant(member: StaffMember, reference: StaffReference | undefined): boolean {
  return typeof reference === 'number' ? member.id === reference : normaliseEmail(member.email) === reference;
}

function byName<T extends { name: string }>(items: readonly T[], name: string): T | undefined {
  return items.find((item) => folded(item.name) === folded(name));
}

function missing(what: 'pipeline' | 'stage', name: string, known: readonly { name: string }[]): Place {
  return {
    missing: {
      what,
      name,
      nearest: nearestName(
        name,
        known.map((item) => item.name),
      ),
    },
  };
}

/** Names are compared without capitals, outer spaces and forms of accents. */
export function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** The known name with the fewest edits to the one written, for "did you mean". */
export function nearestName(name: string, known: readonly string[]): string | null {
  const ranked = known.map((other) => ({ other, edits: editDistance(folded(name), folded(other)) }));
  return ranked.toSorted((a, b) => a.edits - b.edits)[0]?.other ?? null;
}

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const substitute = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(substitute, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
