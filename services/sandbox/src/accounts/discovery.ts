import { accountExtension, coreUser } from './account.ts';

type Resource = Record<string, unknown>;

/** What this directory can do (RFC 7643 section 5). */
export function serviceProviderConfig(url: string): Resource {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 200 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'The token of the sandbox.',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${url}/scim/v2/ServiceProviderConfig` },
  };
}

/** The one kind of resource there is (RFC 7643 section 6). */
export function resourceTypes(url: string): Resource[] {
  return [
    {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      id: 'User',
      name: 'User',
      endpoint: '/Users',
      description: 'Admin account',
      schema: coreUser,
      schemaExtensions: [{ schema: accountExtension, required: false }],
      meta: { resourceType: 'ResourceType', location: `${url}/scim/v2/ResourceTypes/User` },
    },
  ];
}

/** The attributes of a user and of the account extension (RFC 7643 section 7). */
export function schemas(url: string): Resource[] {
  const text = (name: string, more: Resource = {}): Resource => attribute(name, 'string', more);
  const core = [
    text('userName', { required: true, uniqueness: 'server' }),
    attribute('name', 'complex', { subAttributes: [text('givenName'), text('familyName')] }),
    text('displayName'),
    text('title'),
    text('preferredLanguage'),
    attribute('active', 'boolean'),
    attribute('emails', 'complex', {
      multiValued: true,
      subAttributes: [text('value'), text('type'), attribute('primary', 'boolean')],
    }),
  ];
  const readOnly = { mutability: 'readOnly' };
  const extension = [
    text('state', { canonicalValues: ['invited', 'active', 'expired', 'gone'] }),
    attribute('activationLink', 'reference', { ...readOnly, referenceTypes: ['external'] }),
    attribute('activationExpiresAt', 'dateTime', readOnly),
    attribute('lastSignInAt', 'dateTime', readOnly),
    attribute('usesCount', 'integer', readOnly),
  ];
  return [schema(url, coreUser, 'User', core), schema(url, accountExtension, 'Account', extension)];
}

function schema(url: string, id: string, name: string, attributes: Resource[]): Resource {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id,
    name,
    attributes,
    meta: { resourceType: 'Schema', location: `${url}/scim/v2/Schemas/${id}` },
  };
}

function attribute(name: string, type: string, more: Resource = {}): Resource {
  return {
    name,
    type,
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...more,
  };
}
