/** What names mean in a project is forgotten when one of its versions or components changes in Jira. */
import { noteNameEvent } from '../../src/entry/name-events';
import { err, ok } from '../../src/result';

async function forgottenBy(event: unknown): Promise<readonly string[]> {
  const forgotten: string[] = [];
  await noteNameEvent(async (projectId) => {
    forgotten.push(projectId);
    return ok(undefined);
  }, event);
  return forgotten;
}

test.each([
  ['a new version', { eventType: 'avi:jira:created:version', version: { id: '7', projectId: 10001 } }],
  [
    'a released version, its project as text',
    { eventType: 'avi:jira:released:version', version: { projectId: '10001' } },
  ],
  ['a deleted component', { eventType: 'avi:jira:deleted:component', component: { id: '7', projectId: 10001 } }],
])('%s makes the names of its project be forgotten', async (_, event) => {
  expect(await forgottenBy(event)).toEqual(['10001']);
});

test.each([
  ['nothing', undefined],
  ['no project', { eventType: 'avi:jira:created:version', version: { id: '7' } }],
  ['neither version nor component', { eventType: 'avi:jira:created:version' }],
  ['an id that is no id', { eventType: 'avi:jira:created:version', version: { projectId: '10001:x' } }],
  ['another kind of event', { eventType: 'avi:jira:created:issue', version: { projectId: 10001 } }],
])('an event with %s is ignored', async (_, event) => {
  expect(await forgottenBy(event)).toEqual([]);
});

test('an event whose names cannot be forgotten comes again', async () => {
  const event = { eventType: 'avi:jira:created:version', version: { projectId: 10001 } };
  const down = async () => err({ reason: 'storage_down', operation: 'drop_lexicons', code: 'x' } as const);
  await expect(noteNameEvent(down, event)).rejects.toThrow('Could not forget the names of a project');
});
