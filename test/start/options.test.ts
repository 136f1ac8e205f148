/** What the words typed behind `npm start --` and `npm run key --` are read as, and what is told of those that make no sense. */
import { readOrder } from '../../local/key-command/options';
import { readStartOptions } from '../../local/start/options';

describe('npm start', () => {
  test('nothing typed means the defaults', () => {
    expect(readStartOptions([])).toEqual({
      ok: true,
      value: {
        help: false,
        port: undefined,
        dataDirectory: '.local-site',
        fresh: false,
        fixture: false,
        json: false,
        build: false,
        switches: {},
        jiraSwitches: {},
      },
    });
  });

  test('switches go to the platform or to Jira by their names, numbers as numbers', () => {
    const typed = ['webtrigger.maxUrls=1', 'events.delivery=twice', 'search.lag=5', 'json.reader=strict'];
    expect(readStartOptions(typed.flatMap((one) => ['--switch', one]))).toMatchObject({
      value: {
        switches: { 'webtrigger.maxUrls': 1, 'events.delivery': 'twice' },
        jiraSwitches: { 'search.lag': '5', 'json.reader': 'strict' },
      },
    });
  });

  test.each([
    [['--prot', '1'], /no option --prot.*--port/],
    [['--port', 'abc'], /--port abc is no whole number.*--port 8137/],
    [['--port', '70000'], /from 0 to 65535/],
    [['--port'], /--port needs a value/],
    [['--port', '--json'], /--port needs a value/],
    [['--port', '1', '--port', '2'], /--port is given twice/],
    [['--json=yes'], /--json takes no value/],
    [['fresh'], /"fresh" is no option/],
    [['--switch', 'moon=full'], /no switch "moon"/],
    [['--switch', 'toString=x'], /no switch "toString"/],
    [['--switch', 'search.lag=7'], /It takes: 0, 5, 60/],
    [['--switch', 'storage.queryLagSeconds=soon'], /It takes a whole number/],
  ] as const)('%j is told', (typed, message) => {
    expect(told(readStartOptions(typed))).toMatch(message);
  });
});

describe('npm run key', () => {
  const create = ['create', '--project', 'WEB', '--name', 'CI', '--permissions', 'issue:read'];

  test('a whole order is read, lists split at commas', () => {
    const typed = [...create.slice(0, -1), 'issue:read, comment:create', '--project=WEB', '--rule', 'GET /a,b'];
    typed.splice(1, 2);
    expect(readOrder(typed)).toEqual({
      ok: true,
      value: {
        verb: 'create',
        port: undefined,
        as: undefined,
        json: false,
        projectKeys: ['WEB'],
        name: 'CI',
        purpose: undefined,
        permissions: ['issue:read', 'comment:create'],
        rules: ['GET /a,b'],
        days: 30,
      },
    });
  });

  test.each([
    [[], /Nothing was asked for.*create, list, revoke/],
    [['destroy'], /"destroy" is none of its verbs/],
    [['revoke'], /Which key is to revoke/],
    [['revoke', 'a', 'b'], /"b" is too much/],
    [['list', 'WEB'], /"WEB" is too much/],
    [['create', '--name', 'CI', '--permissions', 'issue:read'], /needs a project.*--project WEB/],
    [['create', '--project', 'WEB', '--permissions', 'issue:read'], /needs a name/],
    [['create', '--project', 'WEB', '--name', 'CI'], /needs permissions/],
    [[...create, '--days', '0'], /--days 0 is no whole number/],
    [[...create, '--days', '366'], /from 1 to 365/],
    [[...create, '--permission', 'x'], /no option --permission.*--permissions/],
    [['list', '--port', '0'], /from 1 to 65535/],
  ] as const)('%j is told', (typed, message) => {
    expect(told(readOrder(typed))).toMatch(message);
  });
});

const told = (read: { ok: boolean; fault?: { message: string; mend: string } }): string =>
  `${read.fault?.message} ${read.fault?.mend}`;
