/** What the list of keys is asked for, and what the page of one key makes of what was typed there. */

import { type KeyView, payloads } from '../../../src/console/contract';
import type { KeyForm } from '../../../static/console/src/grant-form/key-form';
import { callToTry } from '../../../static/console/src/pages/key/call-to-try';
import { changesOfBoth, mineOnTheirs } from '../../../static/console/src/pages/key/form-changes';
import { withoutPermissions, withoutProject } from '../../../static/console/src/pages/key/grant-drafts';
import {
  addressOf,
  FIRST_QUESTION,
  type KeysQuestion,
  payloadOf,
  readQuestion,
} from '../../../static/console/src/pages/keys/keys-question';
import fc from '../../seeded-fast-check';

const searchOf = (address: string): string => address.slice(1);

describe('the question of the list', () => {
  test('the first one asks for all keys but the revoked ones, newest first, a page of them', () => {
    expect(payloadOf(FIRST_QUESTION)).toEqual({
      states: ['in_force', 'not_yet', 'suspended', 'expired'],
      sort: 'created',
      descending: true,
      from: 0,
      rows: 25,
    });
    expect(addressOf(FIRST_QUESTION)).toBe('/');
  });

  test('comes back from its address as it was, and the app takes it', () => {
    const question = fc.record<KeysQuestion>({
      text: fc.string({ maxLength: 100 }),
      state: fc.constantFrom('kept', 'all', 'in_force', 'not_yet', 'suspended', 'expired', 'revoked'),
      project: fc.constantFrom('', '10001'),
      sponsor: fc.constantFrom('', '712020:a-b'),
      ends: fc.constantFrom('', '7', '14', '30', '90'),
      sort: fc.constantFrom('created', 'name', 'ends', 'lastUsed'),
      descending: fc.boolean(),
      from: fc.constantFrom(0, 25, 975),
    });
    fc.assert(
      fc.property(question, (asked) => {
        expect(readQuestion(searchOf(addressOf(asked)))).toEqual(asked);
        expect(payloads.listKeys.safeParse(payloadOf(asked)).success).toBe(true);
      }),
    );
  });

  test('an address that makes no sense is the first question', () => {
    expect(readQuestion('?state=none&sort=x&ends=1000&project=ABC&from=-1')).toEqual(FIRST_QUESTION);
  });
});

describe('a call to try', () => {
  const typed = { method: 'GET', path: '/rest/api/3/issue/DEMO-1?fields=summary', body: '' };

  test('is a path, or a whole URL of which only the path counts', () => {
    const call = { method: 'GET', path: typed.path };
    expect(callToTry(typed)).toEqual(call);
    expect(callToTry({ ...typed, path: ` https://example.com/public/token${typed.path} ` })).toEqual(call);
  });

  test('says at the path what is wrong with it', () => {
    for (const path of ['', 'issue DEMO-1', 'DEMO-1', '/rest/api/3/issue/DEMO 1']) {
      expect(callToTry({ ...typed, path })).toMatchObject({ where: 'path' });
    }
  });

  test('has the body that was typed, where its method takes one', () => {
    expect(callToTry({ ...typed, method: 'PUT', body: '{"fields":{}}' })).toMatchObject({ body: { fields: {} } });
    expect(callToTry({ ...typed, method: 'GET', body: '{"fields":{}}' })).not.toHaveProperty('body');
    expect(callToTry({ ...typed, method: 'POST', body: '{' })).toMatchObject({ where: 'body' });
  });
});

describe('two people change one key', () => {
  const opened: KeyForm = {
    name: 'CI',
    purpose: 'Builds',
    grants: [{ project: { id: '10001', key: 'DEMO', name: 'Demo' }, permissions: ['issue:read'] }],
    lastDay: '2026-12-31',
    limits: { callsPerMinute: '60' },
    unusedDaysMax: '30',
  };
  const { unusedDaysMax: _, ...used } = opened;
  const theirs: KeyForm = { ...used, name: 'CI of the site', lastDay: '2027-01-31' };

  test('what only they changed stays theirs, and what I changed is mine', () => {
    const mine: KeyForm = { ...opened, purpose: 'Builds and releases' };
    expect(mineOnTheirs(opened, theirs, mine)).toEqual({ ...theirs, purpose: 'Builds and releases' });
  });

  test('what I took away stays away, though they left it', () => {
    const mine: KeyForm = { ...used };
    expect(mineOnTheirs(opened, { ...opened, name: 'Other' }, mine)).toEqual({ ...used, name: 'Other' });
  });

  test('both are told, and what both changed is marked', () => {
    const mine: KeyForm = { ...opened, name: 'CI of mine', purpose: '' };
    const told = changesOfBoth(opened, theirs, mine);
    expect(told.find(({ member }) => member === 'name')).toMatchObject({
      theirs: 'CI of the site',
      mine: 'CI of mine',
      isContested: true,
    });
    expect(told.find(({ member }) => member === 'purpose')).toMatchObject({ isContested: false, mine: '' });
    expect(told.find(({ member }) => member === 'lastDay')).toMatchObject({ isContested: false });
    expect(told.map(({ member }) => member)).not.toContain('limits');
  });

  test('a name that was looked up for an id is no change', () => {
    const hidden = { ...opened, hiddenFields: [{ id: 'duedate', name: 'duedate' }] };
    const named = { ...opened, hiddenFields: [{ id: 'duedate', name: 'Due date' }] };
    expect(changesOfBoth(hidden, hidden, named)).toEqual([]);
    expect(changesOfBoth(hidden, hidden, { ...named, hiddenFields: [] })).toHaveLength(1);
  });
});

describe('grants with less in them', () => {
  const view: Pick<KeyView, 'grants'> = {
    grants: [
      {
        projectId: '10001',
        projectKey: 'DEMO',
        permissions: ['issue:read', 'issue:edit'],
        conditions: { fields: ['summary'] },
        withheld: [{ permission: 'issue:edit', by: 'ceiling' }],
      },
      { projectId: '10002', projectKey: 'OTHER', permissions: ['issue:read'], withheld: [] },
    ],
  };

  test('lose permissions and keep their conditions', () => {
    expect(withoutPermissions(view, ['issue:edit'])).toEqual([
      { projectId: '10001', permissions: ['issue:read'], conditions: { fields: ['summary'] } },
      { projectId: '10002', permissions: ['issue:read'] },
    ]);
  });

  test('are not offered where one of them would be left with nothing', () => {
    expect(withoutPermissions(view, ['issue:read'])).toBeUndefined();
  });

  test('lose a project', () => {
    expect(withoutProject(view, '10001')).toEqual([{ projectId: '10002', permissions: ['issue:read'] }]);
  });
});
