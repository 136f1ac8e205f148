/**
 * Reads `--switch NAME=FORM`: the switches of the platform and of the simulated Jira share one list of names.
 */
import { type Usage, usage } from '../command-line';
import { SWITCH_FORMS, type Switches } from '../jira/switches';
import type { PlatformSwitches } from '../site';

/** The first form is the default; a number has no list. */
export const PLATFORM_FORMS: { readonly [K in keyof PlatformSwitches]: readonly PlatformSwitches[K][] | 'number' } = {
  'webtrigger.decoding': ['decoded', 'raw'],
  'webtrigger.commaSplit': ['split', 'whole', 'split-reversed'],
  'webtrigger.headerCase': ['lower', 'as-sent', 'title'],
  'webtrigger.forwardedFor': ['absent', 'present'],
  'webtrigger.otherMethods': ['reach', 'refused'],
  'webtrigger.maxUrls': 'number',
  'bridge.adminGate': ['open', 'closed'],
  'page.frame': ['fills', 'grows'],
  'storage.queryLagSeconds': 'number',
  'storage.ttlLagSeconds': 'number',
  'platform.rateLimits': ['enforced', 'lifted'],
  'events.delivery': ['once', 'twice'],
};

export type GivenSwitches = {
  readonly switches: Partial<PlatformSwitches>;
  readonly jiraSwitches: Partial<Switches>;
};

/** The switches that were named, each proven to be one with such a form. */
export function readSwitches(given: readonly string[]): Usage<GivenSwitches> {
  const platform = new Map<string, string | number>();
  const jira = new Map<string, string>();
  for (const one of given) {
    const [, name = '', form = ''] = /^([^=]+)=(.*)$/s.exec(one) ?? [];
    const forms = formsOf(name);
    if (forms === undefined) return usage(`There is no switch "${name || one}".`, '--help lists them as NAME = forms.');
    const isJira = Object.hasOwn(SWITCH_FORMS, name);
    if (forms === 'number' ? !/^\d{1,9}$/.test(form) : !forms.includes(form)) {
      const mend = forms === 'number' ? 'It takes a whole number.' : `It takes: ${forms.join(', ')}.`;
      return usage(`The switch ${name} has no form "${form}".`, mend);
    }
    if (isJira) jira.set(name, form);
    else platform.set(name, forms === 'number' ? Number(form) : form);
  }
  return {
    ok: true,
    value: {
      // Name and form of each entry were found in the lists above.
      switches: Object.fromEntries(platform) as Partial<PlatformSwitches>,
      jiraSwitches: Object.fromEntries(jira) as Partial<Switches>,
    },
  };
}

function formsOf(name: string): readonly string[] | 'number' | undefined {
  const found = Object.entries({ ...PLATFORM_FORMS, ...SWITCH_FORMS }).find(([one]) => one === name)?.[1];
  return found === undefined || found === 'number' ? found : found.map(String);
}
