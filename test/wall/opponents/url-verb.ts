/**
 * Confines by URL and verb: rules of the site's administrator, as scoped tokens for Jira are sold today. Where the
 * project does not stand in the URL, a rule opens the operation for all projects or closes it for all.
 */
import type { Opponent } from './opponent';
import { REFUSED } from './projects-filter';

/** What an administrator writes for a script that works in ALPHA. */
const RULES: readonly (readonly [methods: string, path: RegExp])[] = [
  ['GET PUT DELETE', /^issue\/ALPHA-\d+$/],
  ['GET POST PUT DELETE', /^issue\/ALPHA-\d+\/(?:comment(?:\/\d+)?|transitions|assignee)$/],
  ['POST', /^issue$/],
  ['POST', /^issueLink$/],
  ['GET DELETE', /^issueLink\/\d+$/],
  ['GET POST', /^search\/(?:jql|approximate-count)$/],
  ['GET', /^project\/(?:ALPHA|search)$/],
  ['GET', /^(?:field|priority|status|issuetype|myself|serverInfo)$/],
];

export const byUrlAndVerb: Opponent = {
  name: 'URL and verb',
  confinesBy: 'patterns of URLs with their verbs',
  leaksIn: [
    'C-ISS-03',
    'C-ISS-11',
    'C-READ-02',
    'C-WRITE-01',
    'C-WRITE-04',
    'C-WRITE-05',
    'C-WRITE-06',
    'C-JQL-01',
    'C-JQL-06',
    'C-JQL-14',
    'C-CHILD-05',
    'C-CHILD-08',
    'C-CHILD-15',
  ],
  async serve(request, jira) {
    const [, below = ''] = /^\/rest\/api\/[23]\/([^?]*)/.exec(request.path) ?? [];
    const isOpen = RULES.some(([methods, path]) => methods.split(' ').includes(request.method) && path.test(below));
    return isOpen ? jira(request) : REFUSED;
  },
};
