/**
 * Bodies that two readers could read in two ways, as data: the case, what is odd, the status of the refusal, and the
 * text about a project. Each is sent about an own, a foreign and an invented project, so that a refusal which looked
 * at the project would show.
 */
import { rich } from './issue-operations';
import { FIXTURE } from './site';

export const CREATE = '/rest/api/3/issue';
export const EDIT = `${CREATE}/${FIXTURE.issues.plain.key}`;

export type OddBody = readonly [id: string, what: string, status: number, text: (projectId: string) => string | Buffer];

/** The body that every odd one departs from. */
export const created = (project: string, more = ''): string =>
  `{"fields":{"project":${project},"issuetype":{"id":"10102"},"summary":"New"${more}}}`;
const plain = (id: string): string => created(`{"id":"${id}"}`);
/** A field with a value as it is written. */
const having = (field: string, value: string) => (id: string) => created(`{"id":"${id}"}`, `,"${field}":${value}`);
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const around = (id: string, bytes: readonly number[]): Buffer =>
  Buffer.concat([
    utf8(`{"fields":{"project":{"id":"${id}"},"issuetype":{"id":"10102"},"summary":"a`),
    Buffer.from(bytes),
    utf8('b"}}'),
  ]);
const row =
  (id: string, status = 400) =>
  (what: string, text: OddBody[3]): OddBody => [id, what, status, text];

const twice = row('C-BODY-01');
const named = row('C-BODY-02');
const big = row('C-BODY-03');
const number = row('C-BODY-04');
const bytes = row('C-BODY-05');
const grammar = row('C-BODY-07');
const cased = row('C-BODY-10');
const typed = row('C-BODY-11');

export const ODD_BODIES: readonly OddBody[] = [
  twice('the project twice, own first', (id) => created(`{"id":"10001"},"project":{"id":"${id}"}`)),
  twice('the project twice, own last', (id) => created(`{"id":"${id}"},"project":{"id":"10001"}`)),
  twice('the project twice, once escaped', (id) => created(`{"id":"10001"},"pro\\u006aect":{"id":"${id}"}`)),
  twice('the project twice, both escaped', (id) =>
    created(`{"id":"10001"},"\\u0070roject":{"id":"${id}"},"p\\u0072oject":{"id":"${id}"}`),
  ),
  twice('its id twice', (id) => created(`{"id":"10001","id":"${id}"}`)),
  twice('its id twice, once escaped', (id) => created(`{"id":"10001","\\u0069d":"${id}"}`)),
  twice('fields twice', (id) => `{"fields":{"project":{"id":"10001"}},${plain(id).slice(1)}`),
  twice('a member twice with the same value', (id) => created(`{"id":"${id}"}`, ',"summary":"New"')),
  twice(
    'a member twice inside a document',
    having('description', '{"type":"doc","version":1,"version":1,"content":[]}'),
  ),

  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', '__defineGetter__'].flatMap(
    (name) => [
      named(`${name} beside fields`, (id) => `{"${name}":{"id":"${id}"},${plain(id).slice(1)}`),
      named(`${name} as a field`, having(name, '{"polluted":true}')),
      named(`${name} in the project`, (id) => created(`{"id":"${id}","${name}":{"id":"10001"}}`)),
      named(`${name} instead of the id`, (id) => created(`{"${name}":"${id}"}`)),
    ],
  ),

  big('a depth of 10,000', having('labels', '['.repeat(10_000) + ']'.repeat(10_000))),
  big('a depth of 100,000 that never closes', having('labels', '['.repeat(100_000))),
  big('a depth of 10,000 of objects', having('labels', '{"a":'.repeat(10_000))),
  big('a depth of 50', having('labels', '['.repeat(50) + ']'.repeat(50))),
  big('30,000 members', having('labels', `{${Array.from({ length: 30_000 }, (_, at) => `"a${at}":1`).join()}}`)),
  big('100,000 items', having('labels', `[${Array.from({ length: 100_000 }, () => '"a"').join()}]`)),
  big('a number of 900,000 digits', having('customfield_10052', '1'.repeat(900_000))),
  big('a string of 900,000 characters', having('description', `"${'a'.repeat(900_000)}"`)),
  row('C-BODY-03', 413)('10^6 members', having('labels', `{${'"a":1,'.repeat(1_000_000)}"b":1}`)),
  row('C-BODY-03', 413)('a number of 1 MB', having('customfield_10052', '1'.repeat(1_048_576))),

  ...(
    [
      ['a decimal', (id) => `${id}.0`],
      ['an exponent', (id) => `${id.slice(0, 1)}.${id.slice(1)}e4`],
      ['a minus', (id) => `-${id}`],
      ['infinity', () => '1e400'],
      ['2^63+1', () => '9223372036854775809'],
      ['2^53+1', () => '9007199254740993'],
      ['minus nought', () => '-0'],
      ['nought', () => '0'],
      ['a flag', () => 'true'],
      ['a decimal as text', (id) => `"${id}.0"`],
      ['a leading nought as text', (id) => `"0${id}"`],
      ['a plus as text', (id) => `"+${id}"`],
      ['a blank before it', (id) => `" ${id}"`],
      ['a blank behind it', (id) => `"${id} "`],
      ['a full-width digit', (id) => `"${id}\uff10"`],
      ['hexadecimal as text', (id) => `"0x${id}"`],
    ] satisfies readonly (readonly [string, (id: string) => string])[]
  ).map(([what, spelled]) => number(`a project id with ${what}`, (id) => created(`{"id":${spelled(id)}}`))),
  number('a number beyond all bounds', having('customfield_10052', '1e400')),
  number('a number of 50 digits', having('customfield_10052', '1'.repeat(50))),

  bytes('a byte order mark', (id) => utf8(`\ufeff${plain(id)}`)),
  bytes('UTF-16, little end first', (id) => Buffer.from(plain(id), 'utf16le')),
  bytes('UTF-16 with its mark', (id) => Buffer.from(`\ufeff${plain(id)}`, 'utf16le')),
  bytes('UTF-16, big end first', (id) => Buffer.from(plain(id), 'utf16le').swap16()),
  bytes('a byte that is no UTF-8', (id) => around(id, [0xff])),
  bytes('a sequence that is cut', (id) => around(id, [0xe2, 0x82])),
  bytes('an overlong nought', (id) => around(id, [0xc0, 0x80])),
  bytes('a surrogate in UTF-8', (id) => around(id, [0xed, 0xa0, 0x80])),
  bytes('beyond Unicode', (id) => around(id, [0xf5, 0x80, 0x80, 0x80])),
  bytes('a NUL in a string', (id) => around(id, [0x00])),
  bytes('a NUL behind the document', (id) => `${plain(id)}\u0000`),
  bytes('an escaped NUL', (id) => created(`{"id":"${id}\\u0000"}`)),
  bytes('an escaped NUL in a name', (id) => created(`{"id\\u0000":"${id}"}`)),
  bytes('a lone high surrogate', having('environment', '"\\ud800"')),
  bytes('a lone low surrogate', having('environment', '"\\udc00a"')),
  bytes('surrogates in the wrong order', having('environment', '"\\udc00\\ud800"')),
  bytes('a lone surrogate in a name', having('\\ud800', '1')),

  grammar('text behind', (id) => `${plain(id)}x`),
  grammar('a second document', (id) => `${plain('10001')}${plain(id)}`),
  grammar('a second document on a line of its own', (id) => `${plain('10001')}\n${plain(id)}`),
  grammar('a comment', (id) => `/* x */${plain(id)}`),
  grammar('a comment to the end of the line', (id) => `${plain(id)}// x`),
  grammar('a comment inside', (id) => created(`/* {"id":"10001"} */{"id":"${id}"}`)),
  grammar('a comma at the end of an object', (id) => created(`{"id":"${id}",}`)),
  grammar('a comma at the end of a list', having('labels', '["a",]')),
  grammar('two commas', having('labels', '["a",,"b"]')),
  grammar('single quotes', (id) => created(`{'id':'${id}'}`)),
  grammar('names without quotes', (id) => created(`{id:"${id}"}`)),
  grammar('NaN', having('customfield_10052', 'NaN')),
  grammar('Infinity', having('customfield_10052', '-Infinity')),
  grammar('a plus', having('customfield_10052', '+1')),
  grammar('a leading nought', having('customfield_10052', '01')),
  grammar('a bare decimal point', having('customfield_10052', '1.')),
  grammar('hexadecimal', having('customfield_10052', '0x10')),
  grammar('a line break in a string', having('environment', '"a\nb"')),
  grammar('an unknown escape', having('environment', '"\\x41"')),
  grammar('an escape that is cut', having('environment', '"\\u00"')),
  grammar('a capital True', having('environment', 'True')),
  grammar('a prefix against scripts', (id) => `)]}',\n${plain(id)}`),
  grammar('a form feed for a blank', (id) => `\f${plain(id)}`),
  grammar('a no-break space for a blank', (id) => `\u00a0${plain(id)}`),
  grammar('an object that is not closed', (id) => plain(id).slice(0, -1)),
  grammar('one brace too many', (id) => `${plain(id)}}`),

  cased('Fields', (id) => plain(id).replace('fields', 'Fields')),
  cased('FIELDS', (id) => plain(id).replace('fields', 'FIELDS')),
  cased('Project', (id) => plain(id).replace('project', 'Project')),
  cased('PROJECT beside project', (id) => created(`{"id":"10001"},"PROJECT":{"id":"${id}"}`)),
  cased('ID', (id) => created(`{"ID":"${id}"}`)),
  cased('Id beside id', (id) => created(`{"id":"10001","Id":"${id}"}`)),
  cased('pid', (id) => created(`{"id":"10001"},"pid":"${id}"`)),
  cased('projectId', (id) => created(`{"id":"10001"},"projectId":"${id}"`)),
  ...[
    'Summary',
    'Severity',
    'Epic Link',
    'customfield_010014',
    'customfield_0',
    'customfield_-1',
    'CUSTOMFIELD_10014',
    'cf[10014]',
    '10014',
    'fixVersion',
    'fixversions',
    'Issuetype',
    '',
  ].map((name) => cased(`a field called ${JSON.stringify(name)}`, having(name, '"ALPHA-5"'))),

  typed('no project', () => '{"fields":{"issuetype":{"id":"10102"},"summary":"New"}}'),
  ...[
    'null',
    '""',
    '[]',
    '{}',
    'true',
    '1',
    '"ALPHA"',
    '"10001"',
    '10001',
    '[{"id":"10001"}]',
    '{"id":null}',
    '{"id":""}',
    '{"id":[]}',
    '{"id":["10001"]}',
    '{"id":{}}',
    '{"id":{"id":"10001"}}',
    '{"key":10001}',
    '{"key":"10001"}',
    '{"key":""}',
    '{"id":"ALPHA"}',
    '{"name":"Alpha"}',
  ].map((value) => typed(`the project ${value}`, () => created(value))),
  typed('the project by id and key', (id) => created(`{"id":"${id}","key":"ALPHA"}`)),
  typed('the project by key and id', (id) => created(`{"key":"ALPHA","id":"${id}"}`)),
  ...(
    [
      ['summary', ['{}', '[]', '1', 'true', '["x"]']],
      ['labels', ['1', '{}', '[1]', '[null]', '[["a"]]', '[{}]']],
      [
        'parent',
        ['""', '[]', '"ALPHA-5"', '11005', '{}', '{"id":""}', '{"key":null}', '{"id":"11005","key":"OMEGA-1"}'],
      ],
      [
        'assignee',
        ['""', '[]', '"member"', '{}', '{"accountId":1}', '{"name":"member"}', '{"accountId":"x","id":"y"}'],
      ],
      ['fixVersions', ['{}', '"1.0"', '["1.0"]', '[null]', '[{}]', '[{"id":[]}]', '[{"id":"10500","name":"Canary"}]']],
      ['components', ['{"id":"10520"}', '[[]]', '[{"id":null}]']],
      ['issuetype', ['[]', '"Task"', '{}', '{"id":"10102","name":"Bug"}']],
      ['priority', ['[]', '"High"', '{}']],
      ['duedate', ['1', '{}', '"tomorrow"', '"2026-12-24T00:00:00Z"']],
      ['timetracking', ['"2h"', '[]', '{"timeSpent":"1h"}']],
    ] satisfies readonly (readonly [string, readonly string[]])[]
  ).flatMap(([field, values]) =>
    values.map((value) =>
      typed(`${field} as ${value}`, (id) =>
        field === 'issuetype'
          ? `{"fields":{"project":{"id":"${id}"},"summary":"New","issuetype":${value}}}`
          : field === 'summary'
            ? `{"fields":{"project":{"id":"${id}"},"issuetype":{"id":"10102"},"summary":${value}}}`
            : having(field, value)(id),
      ),
    ),
  ),
];

/** Every operation with a body, with one that is served. */
export const WITH_BODY: readonly (readonly [method: string, path: string, body: object, status: number])[] = [
  ['POST', CREATE, JSON.parse(created('{"id":"10001"}')), 201],
  ['PUT', EDIT, { fields: { summary: 'Edited' } }, 204],
  ['PUT', `${EDIT}/assignee`, { accountId: FIXTURE.people.colleague }, 204],
  ['POST', `${EDIT}/transitions`, { transition: { id: '21' } }, 204],
  ['POST', `${EDIT}/comment`, { body: rich('3', 'Said') }, 201],
  ['PUT', `${CREATE}/ALPHA-1/comment/${FIXTURE.comments.alpha1}`, { body: rich('3', 'Said') }, 200],
  [
    'POST',
    '/rest/api/3/issueLink',
    { type: { name: 'Blocks' }, inwardIssue: { key: 'ALPHA-24' }, outwardIssue: { key: 'ALPHA-25' } },
    201,
  ],
  ['POST', '/rest/api/3/search/jql', { jql: 'project = ALPHA' }, 200],
  ['POST', '/rest/api/3/search/approximate-count', { jql: 'project = ALPHA' }, 200],
];
