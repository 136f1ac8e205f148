/** Confines by the prefix of keys: what the call spells is checked before it, and rows of a search after it. */
import type { Opponent } from './opponent';
import { isAllowed, REFUSED, withoutOtherRows } from './projects-filter';

export const byKeyPrefix: Opponent = {
  name: 'key prefix',
  confinesBy: 'the prefix of issue keys in paths, bodies and rows',
  leaksIn: [
    'C-ISS-02',
    'C-ISS-03',
    'C-ISS-11',
    'C-READ-02',
    'C-READ-03',
    'C-WRITE-01',
    'C-WRITE-04',
    'C-WRITE-05',
    'C-WRITE-06',
    'C-WRITE-18',
    'C-JQL-08',
    'C-CHILD-05',
  ],
  async serve(request, jira) {
    return isAllowed(request) ? withoutOtherRows(await jira(request)) : REFUSED;
  },
};
