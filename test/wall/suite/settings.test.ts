/** Every part of the simulated Jira that a switch changes is met by cases when that switch is set to another form. */
import { resolve } from 'node:path';
import { readManifest } from '../../../local/forge/manifest';
import { createJira } from '../../../local/jira/create-jira';
import { fixtureState } from '../../../local/jira/seeds/fixture';
import { SWITCH_FORMS, type SwitchName } from '../../../local/jira/switches';
import { allCases, type Sent } from './cases';
import { NOW } from './ground';
import { foreignNames } from './references';
import { ONLY, SINGLE_SETTINGS } from './settings';
import { isMeant } from './suite';

/** Read by nearly every operation, in one way: those that `ONLY` names stand for all. */
const ALIKE_EVERYWHERE: ReadonlySet<string> = new Set([
  ...['search.lag', 'timestamps', 'self.base', 'json.reader', 'error.body', 'locale'],
]);
const NAMES = Object.keys(SWITCH_FORMS) as SwitchName[];
const SCOPES = readManifest(resolve(__dirname, '../../../manifest.yml')).scopes;

const state = fixtureState(NOW);
const jira = createJira({ state, now: () => NOW });
let log: SwitchName[] = [];
for (const name of NAMES) {
  const form = SWITCH_FORMS[name][0];
  const get = () => {
    log.push(name);
    return form;
  };
  Object.defineProperty(jira.switches, name, { get, enumerable: true });
}

/** The switches that Jira looks at when it serves this. */
async function readFor({ method, path, body }: Sent): Promise<ReadonlySet<SwitchName>> {
  log = [];
  await jira.call({
    actor: { kind: 'app', scopes: SCOPES },
    method,
    path,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  jira.replaceState(state);
  // All of them one after another are a copy, and no look at any.
  const looked = log.join(' ').replaceAll(NAMES.join(' '), '').split(' ');
  return new Set(NAMES.filter((name) => looked.includes(name)));
}

test('no operation reads a switch without cases that run under its other forms', async () => {
  const cases = allCases(foreignNames(state));
  const readBy = new Map<SwitchName, Set<string>>(NAMES.map((name) => [name, new Set()]));
  const groups = new Map(cases.map((one) => [one.group, one]));
  for (const { operation, own, foreign } of groups.values())
    for (const sent of [own, foreign]) for (const name of await readFor(sent)) readBy.get(name)?.add(operation);
  const unmet = [...readBy].flatMap(([name, operations]) => {
    const met = new Set(cases.filter((one) => isMeant(one, ONLY[name])).map(({ operation }) => operation));
    return ALIKE_EVERYWHERE.has(name) ? [] : [...operations].filter((one) => !met.has(one)).map((one) => [name, one]);
  });
  expect(unmet).toEqual([]);
  // The recording sees what it is meant to see.
  expect([...(readBy.get('child.parentCheck') ?? [])]).toEqual(
    expect.arrayContaining(['getComment', 'getWorklog', 'getRemoteIssueLinkById', 'createCustomerRequest']),
  );
});

test('every other form of every switch is a setting of its own', () => {
  const forms = NAMES.flatMap((name) => SWITCH_FORMS[name].slice(1).map((form) => `${name} ${form}`));
  expect(SINGLE_SETTINGS.map(({ name }) => name)).toEqual(expect.arrayContaining(forms));
});
