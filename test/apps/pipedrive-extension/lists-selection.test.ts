import { describe, expect, it } from 'vitest';
import {
  nothingChosen,
  pageMark,
  refreshed,
  type Selection,
  selectionMax,
  withAll,
  withPage,
  withToggled,
} from '../../../apps/pipedrive-extension/src/lists/selection.ts';
import { sampleRequest } from './request-samples.ts';

const page = ['a', 'b', 'c', 'd'].map((id) => sampleRequest({ id }));
const ids = (selection: Selection) => [...selection.chosen.keys()].sort();

describe('withToggled', () => {
  it('takes one row in, and out again', () => {
    const one = withToggled(nothingChosen, page, 'b', false);
    expect(ids(one)).toEqual(['b']);
    expect(ids(withToggled(one, page, 'b', false))).toEqual([]);
  });

  it('takes in everything from the former click to this one, both ways', () => {
    const from = withToggled(nothingChosen, page, 'c', false);
    expect(ids(withToggled(from, page, 'a', true))).toEqual(['a', 'b', 'c']);
    expect(ids(withToggled(from, page, 'd', true))).toEqual(['c', 'd']);
  });

  it('takes a range out when the row clicked was in', () => {
    const all = withToggled(withPage(nothingChosen, page), page, 'a', false);
    expect(ids(withToggled(all, page, 'c', true))).toEqual(['d']);
  });

  it('is about one row alone when the former click is on another page', () => {
    const elsewhere = withToggled(nothingChosen, [sampleRequest({ id: 'z' })], 'z', false);
    expect(ids(withToggled(elsewhere, page, 'b', true))).toEqual(['b', 'z']);
  });
});

describe('a page', () => {
  it('goes in whole, then out whole, and says how much of it is in', () => {
    const some = withToggled(nothingChosen, page, 'a', false);
    const whole = withPage(some, page);
    expect([nothingChosen, some, whole].map((one) => pageMark(one, page))).toEqual(['none', 'some', 'all']);
    expect(ids(withPage(whole, page))).toEqual([]);
  });

  it('leaves what is chosen on other pages', () => {
    const elsewhere = withAll(nothingChosen, [sampleRequest({ id: 'z' })]);
    const both = withPage(elsewhere, page);
    expect(ids(withPage(both, page))).toEqual(['z']);
  });
});

describe('every page', () => {
  it('stops at what one decision may be about', () => {
    const many = Array.from({ length: selectionMax + 1 }, (_, number) => sampleRequest({ id: `r${number}` }));
    expect(withAll(nothingChosen, many).chosen.size).toBe(selectionMax);
  });
});

describe('refreshed', () => {
  it('gives the newest facts of what is chosen', () => {
    const chosen = withToggled(nothingChosen, page, 'a', false);
    const newer = sampleRequest({ id: 'a', step: 'accepting', revision: 2 });
    expect(refreshed(chosen, [newer])).toEqual([newer]);
    expect(refreshed(chosen, [])).toEqual([page[0]]);
  });
});
