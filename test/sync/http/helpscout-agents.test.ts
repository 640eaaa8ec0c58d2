import { beforeEach, describe, expect, it } from 'vitest';
import { staffByEmail } from '#core/staff-by-email.ts';
import { OutsideError } from '#sync/connectors/errors.ts';
import type { DeskUser } from '#sync/connectors/helpscout/port.ts';
import { createAgents } from '#sync/http/helpscout-agents.ts';
import type { HttpProblem } from '#sync/http/problems.ts';
import { querySignature } from '../../../services/sandbox/src/helpscout/signatures.ts';
import { aCompany } from '../../kit/account-request-samples.ts';

const agent: DeskUser = { id: 421, name: 'Chargée de clientèle', email: 'Vente@Example.org', isActive: true };
const member = { id: 21, name: 'Chargée de clientèle', email: 'vente@example.org', active: true };

let asked = 0;
let nowMs = 0;
let answer: () => Promise<DeskUser | null>;
let companyId: string | undefined;
let staff = [member];
beforeEach(() => {
  asked = 0;
  nowMs = 0;
  answer = async () => agent;
  companyId = '7001';
  staff = [member];
});

const agents = (sidebarSecrets = ['new', 'old']) =>
  createAgents({
    sidebarSecrets,
    companyId: () => companyId,
    helpscout: {
      user: () => {
        asked += 1;
        return answer();
      },
    },
    companies: {
      serves: (id) => id === '7001',
      companyOf: () => ({ ...aCompany(), staff }),
      colleague: async (_id, email) => staffByEmail({ staff }, email),
    },
    nowMs: () => nowMs,
  });

function url(secret = 'new'): string {
  const signed: [string, string][] = [
    ['conversation-id', '55'],
    ['user-id', '421'],
  ];
  const query = [...signed, ['X-HelpScout-Signature', querySignature(signed, secret)] as const];
  return `https://p.example/surfaces/helpscout/sidebar?${query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

const refusal = async (work: Promise<unknown>) => {
  const { status, title } = (await work.then(
    () => ({ status: 200, title: { en: 'let in' } }),
    (error: unknown) => error,
  )) as Pick<HttpProblem, 'status' | 'title'>;
  return [status, title.en];
};

describe('an agent', () => {
  it('is the staff member with their address, beside the conversation that was signed', async () => {
    expect(await agents()(url())).toEqual({ companyId: '7001', staffId: 21, conversationId: 55 });
  });

  it('is known by the new and by the old secret, and by no other', async () => {
    expect(await refusal(agents()(url('old')))).toEqual([200, 'let in']);
    expect(await refusal(agents(['new'])(url('old')))).toEqual([401, 'Address not signed by Help Scout']);
    expect(asked).toBe(1);
  });

  it('is remembered for five minutes and no longer', async () => {
    const agentOf = agents();
    await agentOf(url());
    answer = async () => ({ ...agent, isActive: false });
    nowMs = 5 * 60_000 - 1;
    expect(await refusal(agentOf(url()))).toEqual([200, 'let in']);
    nowMs = 5 * 60_000;
    const gone = [401, 'Unknown or deactivated Help Scout user'];
    expect(await refusal(agentOf(url()))).toEqual(gone);
    answer = async () => null;
    expect(await refusal(agentOf(url()))).toEqual(gone);
    answer = async () => agent;
    expect(await refusal(agentOf(url()))).toEqual([200, 'let in']);
  });

  it('that the CRM deactivated is refused although Help Scout knows them', async () => {
    staff = [{ ...member, active: false }];
    expect(await refusal(agents()(url()))).toEqual([401, 'Unknown or deactivated Pipedrive user']);
  });

  it('that several active colleagues in the CRM may be is told that an administrator has to act', async () => {
    staff = [member, { ...member, id: 22, email: 'VENTE@example.org' }];
    const error = (await agents()(url()).catch((thrown: unknown) => thrown)) as HttpProblem;
    expect(error).toMatchObject({ status: 401, title: { en: 'Several Pipedrive users with this address' } });
    expect(error.advice.fr).toMatch(/vente@example\.org.*administrateur Pipedrive désactive/i);
    staff = [member, { ...member, id: 22, active: false }];
    expect(await refusal(agents()(url()))).toEqual([200, 'let in']);
  });

  it('waits where the team was never read, or nobody knows whose Help Scout it is', async () => {
    staff = [];
    expect(await refusal(agents()(url()))).toEqual([503, 'Pipedrive does not answer']);
    companyId = undefined;
    expect(await refusal(agents()(url()))).toEqual([503, 'No company named']);
  });

  it.each([
    ['retry-later', 503],
    ['sign-in-again', 502],
  ] as const)('is told whose trouble it is when Help Scout says %s', async (word, status) => {
    const title = { fr: 'Panne', en: 'Trouble' };
    answer = async () => {
      throw new OutsideError({ vendor: 'helpscout', word, title, detail: title });
    };
    expect(await refusal(agents()(url()))).toEqual([status, 'Trouble']);
  });
});
