/**
 * One question to Jira before a decision. Jira's "no" in any form is absence, an undefined body; only its failure is
 * a fault. So nothing that is asked here can tell a foreign thing from one that never existed.
 */
import type { Jira, JiraFault, UpstreamRequest } from '../jira/as-app';
import { err, ok, type Result } from '../result';

export type LookUpFault = JiraFault | { readonly reason: 'status'; readonly status: number };

/** The body of Jira's answer, or undefined where it gave none. */
export async function lookUp(jira: Jira, request: UpstreamRequest): Promise<Result<unknown, LookUpFault>> {
  const answer = await jira.call(request);
  if (!answer.ok) return answer;
  const { status, body } = answer.value;
  if (status === 429 || status >= 500) return err({ reason: 'status', status });
  return ok(status === 200 ? body : undefined);
}

/** Several at once; the first fault is the fault of all. */
export async function lookUpAll(
  jira: Jira,
  requests: readonly UpstreamRequest[],
): Promise<Result<readonly unknown[], LookUpFault>> {
  const bodies: unknown[] = [];
  for (const answer of await Promise.all(requests.map((request) => lookUp(jira, request)))) {
    if (!answer.ok) return answer;
    bodies.push(answer.value);
  }
  return ok(bodies);
}

export const get = (path: string, query: UpstreamRequest['query'] = []): UpstreamRequest => ({
  method: 'GET',
  path,
  query,
  body: undefined,
});
