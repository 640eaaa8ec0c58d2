import { expect, it } from 'vitest';
import { isSharedApi, recordsUrlOf } from '#sync/company/records-url.ts';

it('knows where the records of a company with its own address are', () => {
  expect(recordsUrlOf('https://exemple.pipedrive.com', null)).toBe('https://exemple.pipedrive.com');
  expect(recordsUrlOf('https://exemple.pipedrive.com', 'autre')).toBe('https://exemple.pipedrive.com');
});

it.each([
  'https://api.pipedrive.com',
  'https://api-proxy.pipedrive.com',
  'https://api-exemple.pipedrive.com/',
])('learns behind %s, which companies share, from the domain that Pipedrive tells', (apiUrl) => {
  expect(isSharedApi(apiUrl)).toBe(true);
  expect(recordsUrlOf(apiUrl, 'exemple')).toBe('https://exemple.pipedrive.com');
  expect(recordsUrlOf(apiUrl, null)).toBeNull();
  expect(recordsUrlOf(apiUrl, 'example.org/')).toBeNull();
});

it('takes the pages of a server that only speaks as Pipedrive does where its API is', () => {
  expect(recordsUrlOf('http://127.0.0.1:4000', null)).toBe('http://127.0.0.1:4000');
  expect(isSharedApi('http://127.0.0.1:4000')).toBe(false);
});

it('says nothing of an address of Pipedrive’s without encryption', () => {
  expect(recordsUrlOf('http://exemple.pipedrive.com', 'exemple')).toBeNull();
});
