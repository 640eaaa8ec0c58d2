import { searchWords } from '../../kernel/search-words.ts';
import { firstOf, type SubmissionState } from './state.ts';

/** What a submission is found by. The kinds of link are its own: those of account requests lead to requests alone. */
export function describeSubmission(state: SubmissionState) {
  const { email, name, organization, siren } = firstOf(state);
  const pages = state.entries.flatMap(({ submission }) => submission.page ?? []);
  const links = [
    ...(email === null ? [] : [{ kind: 'submitted-email', value: email }]),
    ...(organization === null
      ? []
      : [{ kind: 'submitted-organization', value: organizationKey(organization) }]),
    ...(siren === null ? [] : [{ kind: 'submitted-siren', value: siren.slice(0, 9) }]),
    ...pages.map((value) => ({ kind: 'requester-page', value })),
  ];
  return { step: state.step, search: searchWords([name, email, organization]), links };
}

/** The one form in which names of organizations are compared. */
export function organizationKey(name: string): string {
  return searchWords([name]);
}
