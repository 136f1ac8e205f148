/** docs/local-site.md names all of the contract: each option, member and switch, with its forms. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SWITCH_FORMS } from '../../local/jira/switches';
import { startHelp } from '../../local/start/options';
import { PLATFORM_FORMS } from '../../local/start/switches';

const ROOT = resolve(__dirname, '../..');
const text = readFileSync(join(ROOT, 'docs/local-site.md'), 'utf8');
const contract = readFileSync(join(ROOT, 'local/site.ts'), 'utf8');

/** Names of the members of a type in local/site.ts: two spaces deep, and no comment. */
function membersOf(type: string): readonly string[] {
  const [, body = ''] = new RegExp(`^export type ${type} = \\{\\n(.*?)^\\};`, 'ms').exec(contract) ?? [];
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)[?(:]/gm)].map(([, name = '']) => name);
}

const rowOf = (name: string): string => text.split('\n').find((line) => line.startsWith(`| \`${name}`)) ?? '';

test.each([
  ['SiteOptions', 'dataDirectory'],
  ['Site', 'island'],
])('every member of %s has its row', (type, sample) => {
  const names = membersOf(type);
  expect(names).toContain(sample);
  expect(names.filter((name) => !new RegExp(`^\\| \`${name}\\b`, 'm').test(text))).toEqual([]);
});

test.each(Object.entries({ ...PLATFORM_FORMS, ...SWITCH_FORMS }))(
  'switch %s has its row with its forms',
  (name, forms) => {
    const row = rowOf(`${name}\``);
    const expected = forms === 'number' ? '| number, ' : `| ${forms.map((form) => `\`${form}\``).join(', ')} |`;
    expect(row).toContain(expected);
  },
);

test('every option of npm start has its row', () => {
  const options = [...startHelp().matchAll(/^ {2}(--\w+)/gm)].map(([, name = '']) => name);
  expect(options).toContain('--fresh');
  expect(options.filter((name) => rowOf(name) === '')).toEqual([]);
});
