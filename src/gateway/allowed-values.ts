/**
 * Values that a screen offers for a field: of these only what a key could write there, each by its id in the project's own
 * list. Jira offers more, such as every project of the site. Pure.
 */
import { fieldRule, type Picked, type Write } from '../catalogue/fields';
import type { Shape } from '../catalogue/operation';
import { idOf, items, member, textOf } from '../jira/answers';
import type { Lexicon } from '../storage/records/lexicon';
import type { Showing } from './filter';
import { hasNamed } from './named';

const PICKED: Readonly<Record<Picked, Shape>> = {
  issueType: { named: 'issueType' },
  priority: { named: 'priority' },
  resolution: { named: 'resolution' },
  version: { named: 'version' },
  component: { members: { self: { self: 'component' }, id: 'text', name: 'text', description: 'text' } },
};

/** What stands around a value on a screen. */
type Around = {
  readonly projectId: string | undefined;
  readonly fieldId?: string;
  readonly screen?: 'create' | 'edit';
};
type Shown = Pick<Showing, 'projectIds' | 'lexicons' | 'issue'>;

/** The lists of the project that a screen is of. */
function screenOf({ projectId }: Around, { projectIds, lexicons, issue }: Shown): Lexicon | undefined {
  const [only] = projectIds;
  return lexicons.get(projectId ?? issue?.projectId ?? only ?? '');
}

/** The form in which a key may write the field on this screen; undefined where it may not. */
export function writeOn(id: string, screen: 'create' | 'edit', around: Around, shown: Shown): Write | undefined {
  const lexicon = screenOf(around, shown);
  return lexicon && writeOf(id, screen, lexicon);
}

/** The values for the field around them, with the project whose they are; undefined where no key writes the field. */
export function allowedOn(
  value: unknown,
  around: Around,
  shown: Shown,
): { readonly projectId: string; readonly values: ReturnType<typeof allowedOf> } | undefined {
  const lexicon = screenOf(around, shown);
  const { fieldId, screen } = around;
  if (!Array.isArray(value) || fieldId === undefined || screen === undefined || lexicon === undefined) return undefined;
  const write = writeOf(fieldId, screen, lexicon);
  if (write === undefined) return undefined;
  return { projectId: lexicon.projectId, values: allowedOf(value, write, lexicon) };
}

/** The same of a service desk's form, where a value is an id with a label, and may have others below it. */
export function validOn(value: unknown, around: Around, shown: Shown): readonly unknown[] | undefined {
  const lexicon = screenOf(around, shown);
  const { fieldId, screen } = around;
  if (fieldId === undefined || screen === undefined || lexicon === undefined) return undefined;
  const write = writeOf(fieldId, screen, lexicon);
  return write && validOf(items(value), fieldId, write, lexicon);
}

function writeOf(id: string, screen: 'create' | 'edit', lexicon: Lexicon): Write | undefined {
  const rule = fieldRule(id, lexicon.fields.find((field) => field.id === id)?.custom);
  return rule?.on === undefined || rule.on.includes(screen) ? rule?.write : undefined;
}

/** Those of a field's values that are the project's and that a key can write, each with how it is shown. */
const allowedOf = (
  values: readonly unknown[],
  write: Write,
  lexicon: Lexicon,
): readonly { readonly shape: Shape; readonly each: unknown }[] =>
  values.flatMap((each) => {
    const shape = allowedShape(write, each, lexicon);
    return shape === undefined ? [] : [{ shape, each }];
  });

function allowedShape(write: Write, value: unknown, lexicon: Lexicon): Shape | undefined {
  // A screen is of one project, whatever others Jira would offer.
  if (write === 'project') return idOf(value) === lexicon.projectId ? OWN_PROJECT : undefined;
  if (write === 'option' || write === 'options' || write === 'cascade') return OPTION;
  const picked = typeof write !== 'object' ? undefined : 'pick' in write ? write.pick : write.picks;
  return picked !== undefined && hasNamed(picked, idOf(value), [lexicon]) ? PICKED[picked] : undefined;
}

function validOf(values: readonly unknown[], field: string, write: Write, lexicon: Lexicon): readonly unknown[] {
  const options = lexicon.fields.find(({ id }) => id === field)?.options ?? [];
  const picked = typeof write !== 'object' ? undefined : 'pick' in write ? write.pick : write.picks;
  const isKnown = (id: string): boolean =>
    picked === undefined ? options.some((option) => option.id === id) : hasNamed(picked, id, [lexicon]);
  const kept = (each: unknown): readonly unknown[] => {
    const [value, label] = [textOf(member(each, 'value')), textOf(member(each, 'label'))];
    if (value === undefined || label === undefined || !isKnown(value)) return [];
    return [{ value, label, children: items(member(each, 'children')).flatMap(kept) }];
  };
  return values.flatMap(kept);
}

const OWN_PROJECT: Shape = { ref: 'project', show: { named: 'projectOfIssue' }, ifForeign: 'remove' };
const members = { self: { self: 'option' }, id: 'text', value: 'text' } as const;
const OPTION: Shape = {
  ref: 'option',
  show: { members: { ...members, children: { list: { ref: 'option', show: { members }, ifForeign: 'remove' } } } },
  ifForeign: 'remove',
};
