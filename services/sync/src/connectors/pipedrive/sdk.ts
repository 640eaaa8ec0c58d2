import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { AxiosInstance } from 'axios';
import type { DealsApi as DealsV1, NotesApi, UsersApi } from 'pipedrive/v1';
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
}

const load = createRequire(import.meta.url);

/**
 * Loads the eleven classes we use. The package's entry points load all 600 of its files (16 MB and 150 ms more,
 * measured), so the files are named one by one; its version is pinned and the contract test loads each of them.
 *
 * @param apiUrl base without a path (interfaces.md section 5)
 */
export function loadApis(apiUrl: string, apiToken: string, http: AxiosInstance): PipedriveApis {
  const versions = dirname(dirname(load.resolve('pipedrive/v2')));
  const file = (path: string): unknown => load(join(versions, path));
  const base = apiUrl.replace(/\/+$/, '');
  const v1 = configurationOf(file('v1/configuration.js') as V1, apiToken, `${base}/v1`);
  const v2 = configurationOf(file('v2/configuration.js') as V2, apiToken, `${base}/api/v2`);
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
  };
}

function configurationOf<T>(
  module: { Configuration: new (options: { apiKey: string; basePath: string }) => T },
  apiKey: string,
  basePath: string,
): T {
  return new module.Configuration({ apiKey, basePath });
}

/**
 * The client's own axios has no time limit, drops status and headers, and rejects with plain objects
 * (pipedrive.md 7.1). Its calls read the protected field `axios` at each call, so ours takes its place.
 */
function throughOurHttp<T extends object>(api: T, http: AxiosInstance): T {
  Reflect.set(api, 'axios', http);
  return api;
}
