import { describe, expect, it } from 'vitest';
import type { SavedView } from '#core/contract/saved-views.ts';
import {
  stateOfView,
  viewQueryOf,
  viewShown,
} from '../../../apps/pipedrive-extension/src/surfaces/requests/saved-view-model.ts';
import {
  filters,
  type PageState,
  readAddress,
} from '../../../apps/pipedrive-extension/src/surfaces/requests/view-model.ts';

const opening = readAddress('');
const view = (state: PageState, id = 'v1'): SavedView => ({
  id,
  name: 'À rappeler',
  query: viewQueryOf(state),
  shared: false,
  mine: true,
});

describe('a saved view', () => {
  it.each(filters)('of “%s” comes back as it was saved, from its first page on', (filter) => {
    const state: PageState = {
      ...opening,
      filter,
      text: 'mairie',
      sort: 'name',
      direction: 'asc',
      source: 'phone',
      owner: 21,
      trail: ['c'],
    };
    expect(stateOfView(view(state))).toEqual({ ...state, trail: [] });
  });

  it('says nothing of source and owner when they are not chosen', () => {
    expect(Object.keys(viewQueryOf(opening)).sort()).toEqual(['direction', 'q', 'sort', 'steps']);
  });

  it('with steps of another surface shows every step', () => {
    const strange = view(opening);
    strange.query.steps = ['pending'];
    expect(stateOfView(strange).filter).toBe('all');
  });
});

describe('viewShown', () => {
  const [first, second] = [view(opening), view({ ...opening, filter: 'refused' }, 'v2')];
  it('finds the view of what is on screen, on whichever page', () => {
    expect(viewShown([first, second], { ...opening, filter: 'refused', trail: ['c'] })?.id).toBe('v2');
  });

  it('finds none once a filter or the order is another', () => {
    expect(viewShown([first, second], { ...opening, text: 'x' })).toBeNull();
    expect(viewShown([first, second], { ...opening, direction: 'asc' })).toBeNull();
  });
});
