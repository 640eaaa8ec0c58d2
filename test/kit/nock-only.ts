import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';

/** No call of the test file leaves the machine, and every answer that a test prepares is asked for. */
export function nockOnly(): void {
  beforeAll(() => nock.disableNetConnect());
  afterEach(() => {
    expect(nock.pendingMocks()).toEqual([]);
    nock.cleanAll();
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}
