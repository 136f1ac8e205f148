/** The headers that the real Jira puts on every answer: account, trace handles, budget and a cookie, all fit to leak. */
import { randomUUID } from 'node:crypto';

export function answerHeaders(viewer: string | null, now: number): Record<string, string> {
  const trace = randomUUID().replaceAll('-', '');
  return {
    server: 'AtlassianEdge',
    'content-type': 'application/json;charset=UTF-8',
    'cache-control': 'no-cache, no-store, no-transform',
    vary: 'Accept-Encoding',
    'timing-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    'x-xss-protection': '1; mode=block',
    'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
    'report-to':
      '{"endpoints": [{"url": "https://dz8aopenkvv6s.cloudfront.net"}], "group": "endpoint-1", "max_age": 600}',
    nel: '{"failure_fraction": 0.001, "max_age": 600, "report_to": "endpoint-1"}',
    'atl-traceid': trace,
    'atl-request-id': randomUUID(),
    'x-arequestid': trace.slice(0, 32),
    ...(viewer === null ? {} : { 'x-aaccountid': encodeURIComponent(viewer) }),
    'x-seraph-loginreason': viewer === null ? 'AUTHENTICATED_FAILED' : 'OK',
    'x-ratelimit-limit': '350',
    'x-ratelimit-remaining': '349',
    'x-ratelimit-reset': new Date(now + 60_000).toISOString(),
    'set-cookie': `atlassian.xsrf.token=${trace}_${viewer === null ? 'lout' : 'lin'}; Path=/; SameSite=None; Secure`,
  };
}
