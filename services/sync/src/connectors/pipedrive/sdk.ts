import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { AxiosInstance } from 'axios';
import type {
  ActivityTypesApi,
  DealFieldsApi as DealFieldsV1,
  DealsApi as DealsV1,
  FiltersApi,
  NotesApi,
  PersonFieldsApi as PersonFieldsV1,
  PersonsApi as PersonsV1,
  RolesApi,
  UsersApi,
  WebhooksApi,
} from 'pipedrive/v1';
import type {
  ActivitiesApi,
  DealFieldsApi,
  DealsApi,
  OrganizationsApi,
  PersonFieldsApi,
  PersonsApi,
  PipelinesApi,
  StagesApi,
} from 'pipedrive/v2';

type V1 = typeof import('pipedrive/v1');
type V2 = typeof import('pipedrive/v2');

/** The vendor's own classes, one per family of calls. They resolve to axios responses here, see `throughOurHttp`. */
export interface PipedriveApis {
  deals: DealsApi;
  dealFields: DealFieldsApi;
  activities: ActivitiesApi;
  persons: PersonsApi;
  personFields: PersonFieldsApi;
  organizations: OrganizationsApi;
  pipelines: PipelinesApi;
  stages: StagesApi;
  dealsV1: DealsV1;
  notesV1: NotesApi;
  usersV1: UsersApi;
  /** Loaded when first asked for: many a process never needs them. */
  rare: RareApis;
}

/** For setting a company up, and for who may see what; all of v1. */
interface RareApis {
  activityTypes(): ActivityTypesApi;
  dealFields(): DealFieldsV1;
  filters(): FiltersApi;
  personFields(): PersonFieldsV1;
  persons(): PersonsV1;
  roles(): RolesApi;
  webhooks(): WebhooksApi;
}

const load = createRequire(import.meta.url);

/**
 * Loads the classes we use: eleven now, the rare ones later. The package's entry points load all 600 of its files (16 MB and 150 ms more,
 * measured), so the files are named one by one; its version is pinned and the contract test loads each of them.
 *
 * @param apiUrl base without a path (interfaces.md section 5)
 */
export function loadApis(apiUrl: string, http: AxiosInstance): PipedriveApis {
  const versions = dirname(dirname(load.resolve('pipedrive/v2')));
  const file = (path: string): unknown => load(join(versions, path));
  const base = apiUrl.replace(/\/+$/, '');
  const v1 = configurationOf(file('v1/configuration.js') as V1, `${base}/v1`);
  const v2 = configurationOf(file('v2/configuration.js') as V2, `${base}/api/v2`);
  const ours = <T extends object>(api: T): T => throughOurHttp(api, http);
  return {
    deals: ours(new (file('v2/api/deals-api.js') as V2).DealsApi(v2)),
    dealFields: ours(new (file('v2/api/deal-fields-api.js') as V2).DealFieldsApi(v2)),
    activities: ours(new (file('v2/api/activities-api.js') as V2).ActivitiesApi(v2)),
    persons: ours(new (file('v2/api/persons-api.js') as V2).PersonsApi(v2)),
    personFields: ours(new (file('v2/api/person-fields-api.js') as V2).PersonFieldsApi(v2)),
    organizations: ours(new (file('v2/api/organizations-api.js') as V2).OrganizationsApi(v2)),
    pipelines: ours(new (file('v2/api/pipelines-api.js') as V2).PipelinesApi(v2)),
    stages: ours(new (file('v2/api/stages-api.js') as V2).StagesApi(v2)),
    dealsV1: ours(new (file('v1/api/deals-api.js') as V1).DealsApi(v1)),
    notesV1: ours(new (file('v1/api/notes-api.js') as V1).NotesApi(v1)),
    usersV1: ours(new (file('v1/api/users-api.js') as V1).UsersApi(v1)),
    rare: {
      activityTypes: once(() => ours(new (file('v1/api/activity-types-api.js') as V1).ActivityTypesApi(v1))),
      dealFields: once(() => ours(new (file('v1/api/deal-fields-api.js') as V1).DealFieldsApi(v1))),
      filters: once(() => ours(new (file('v1/api/filters-api.js') as V1).FiltersApi(v1))),
      personFields: once(() => ours(new (file('v1/api/person-fields-api.js') as V1).PersonFieldsApi(v1))),
      persons: once(() => ours(new (file('v1/api/persons-api.js') as V1).PersonsApi(v1))),
      roles: once(() => ours(new (file('v1/api/roles-api.js') as V1).RolesApi(v1))),
      webhooks: once(() => ours(new (file('v1/api/webhooks-api.js') as V1).WebhooksApi(v1))),
    },
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Without credentials: these are added by our HTTP, see authentication.ts. */
function configurationOf<T>(
  module: { Configuration: new (options: { basePath: string }) => T },
  basePath: string,
): T {
  return new module.Configuration({ basePath });
}

/**
 * The client's own axios has no time limit, drops status and headers, and rejects with plain objects
 * (pipedrive.md 7.1). Its calls read the protected field `axios` at each call, so ours takes its place.
 */
function throughOurHttp<T extends object>(api: T, http: AxiosInstance): T {
  Reflect.set(api, 'axios', http);
  return api;
}
