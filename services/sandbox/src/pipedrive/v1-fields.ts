import { Router } from 'express';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import type { FieldDefinition, FieldOwner } from './records.ts';
import { startLimit, tolerant } from './v1-input.ts';

const changedAt = '2024-01-08 09:00:00';
// v1 keeps older names for a few of the vendor's own deal fields.
const dealKeys: Record<string, { key: string; field_type?: string }> = {
  owner_id: { key: 'user_id' },
  pipeline_id: { key: 'pipeline', field_type: 'pipeline' },
};

function fieldV1(owner: FieldOwner, field: FieldDefinition, index: number): object {
  return {
    id: field.id,
    key: field.field_code,
    name: field.field_name,
    field_type: field.field_type,
    order_nr: index + 1,
    add_time: changedAt,
    update_time: changedAt,
    last_updated_by_user_id: null,
    created_by_user_id: null,
    active_flag: true,
    edit_flag: field.is_custom_field,
    index_visible_flag: true,
    details_visible_flag: true,
    add_visible_flag: field.is_custom_field,
    important_flag: false,
    bulk_edit_allowed: true,
    searchable_flag: false,
    filtering_allowed: true,
    sortable_flag: true,
    mandatory_flag: !field.is_custom_field,
    options: field.options?.map(({ id, label }) => ({ id, label })) ?? null,
    options_deleted: null,
    is_subfield: false,
    subfields: null,
    ...(owner === 'deal' ? dealKeys[field.field_code] : {}),
  };
}

const paths: Record<FieldOwner, string> = {
  deal: '/dealFields',
  person: '/personFields',
  organization: '/organizationFields',
};

/**
 * Field definitions of v1, read only: filters need their numeric ids (pipedrive.md 2.9, 2.10).
 * The paging keys stand directly under `additional_data`, without `next_start`, as described (2.2).
 */
export function fieldListRoutes({ memory }: PipedriveContext, charge: Charge): Router {
  const router = Router();
  for (const owner of ['deal', 'person', 'organization'] as const) {
    router.get(paths[owner], charge(20), (request, response) => {
      const { start, limit } = tolerant(startLimit, request.query);
      const views = memory.fields[owner].map((field, index) => fieldV1(owner, field, index));
      response.json({
        success: true,
        data: views.slice(start, start + limit),
        additional_data: { start, limit, more_items_in_collection: start + limit < views.length },
      });
    });
  }
  return router;
}
