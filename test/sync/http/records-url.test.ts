import { expect, it } from 'vitest';
import { recordsUrlOf } from '#sync/http/records-url.ts';

it('knows where the records of a company with its own address are', () => {
  expect(recordsUrlOf('https://exemple.pipedrive.com')).toBe('https://exemple.pipedrive.com');
  expect(recordsUrlOf('https://api-exemple.pipedrive.com/')).toBeNull();
});

it.each([
  'https://api.pipedrive.com',
  'https://api-proxy.pipedrive.com',
  'http://exemple.pipedrive.com',
  'https://exemple.pipedrive.com.example.org',
  'http://127.0.0.1:4000',
])('says nothing of %s', (apiUrl) => {
  expect(recordsUrlOf(apiUrl)).toBeNull();
});
