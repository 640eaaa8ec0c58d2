import { expect, it } from 'vitest';
import { Deal } from '#core/model/deal.ts';
import { Person } from '#core/model/person.ts';
import { aDeal, aPerson } from '../../kit/account-request-samples.ts';

it('a record kept before custom fields were is read with none', () => {
  const { customFields: _deal, ...deal } = aDeal();
  const { customFields: _person, ...person } = aPerson();
  expect(Deal.parse(deal).customFields).toEqual({});
  expect(Person.parse(person).customFields).toEqual({});
});

it('texts, numbers and what is not set are kept as they are', () => {
  const customFields = { a: 'x', b: 1.5, c: null };
  expect(Deal.parse(aDeal({ customFields })).customFields).toEqual(customFields);
});
