/**
 * Jira's ways of saying no, and the one place that prints them.
 *
 * Handlers throw `Refused` from any depth, as Jira's own code does; `create-jira.ts` is the only catcher.
 * Jira has several envelopes (messages, problem details, the gateway's pair, plain text); a caller may not
 * rely on one, so the `error.body` and `locale` switches change form and wording after the decision.
 */
import type { Switches } from './switches';

export type ErrorForm =
  | {
      readonly kind: 'messages';
      readonly messages: readonly string[];
      readonly errors?: Readonly<Record<string, string>>;
    }
  /** Without an `errors` member: a body that does not deserialize, and the removed search. */
  | { readonly kind: 'bare'; readonly messages: readonly string[] }
  | { readonly kind: 'problem'; readonly title: string; readonly detail: string }
  | { readonly kind: 'gateway'; readonly message: string }
  | { readonly kind: 'text'; readonly text: string; readonly type: string };

export type JiraError = {
  readonly status: number;
  readonly form: ErrorForm;
  readonly headers?: Readonly<Record<string, string>>;
};

export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly error: JiraError) {
    super(`Jira refuses with ${error.status}`);
  }
}

export function refused(status: number, message: string | readonly string[], errors?: Record<string, string>): Refused {
  const messages = typeof message === 'string' ? [message] : message;
  return new Refused({ status, form: { kind: 'messages', messages, ...(errors === undefined ? {} : { errors }) } });
}

/** 400 whose texts hang on the fields that were sent. */
export const fieldErrors = (errors: Record<string, string>): Refused => refused(400, [], errors);

export const issueAbsent = (): Refused => refused(404, 'Issue does not exist or you do not have permission to see it.');

export const projectAbsent = (idOrKey: string): Refused =>
  refused(404, `No project could be found with ${/^\d+$/.test(idOrKey) ? 'id' : 'key'} '${idOrKey}'.`);

export const commentAbsent = (id: string): Refused => refused(404, `Can not find a comment for the id: ${id}.`);

export const worklogAbsent = (id: string): Refused => refused(404, `Cannot find worklog with id: '${id}'.`);

export const remoteLinkAbsent = (id: string): Refused => refused(404, `No remote link with id '${id}' exists.`);

/** As the service desk's own operations say it. */
export const deskRefused = (status: number, message: string): Refused =>
  new Refused({
    status,
    form: {
      kind: 'text',
      type: 'application/json;charset=UTF-8',
      text: JSON.stringify({
        errorMessage: message,
        i18nErrorMessage: { i18nKey: 'sd.error', parameters: [] },
      }),
    },
  });

export const unreadableBody = (text: string): Refused =>
  new Refused({ status: 400, form: { kind: 'bare', messages: [text] } });

export const problem = (status: number, title: string, detail: string, headers?: Record<string, string>): Refused =>
  new Refused({ status, form: { kind: 'problem', title, detail }, ...(headers === undefined ? {} : { headers }) });

export const edgePage = (status: number, title: string): Refused =>
  new Refused({
    status,
    form: {
      kind: 'text',
      type: 'text/html;charset=UTF-8',
      text: `<html><head><title>${title}</title></head><body>${title}</body></html>`,
    },
  });

export const mustAuthenticate = (siteUrl: string): Refused =>
  new Refused({
    status: 401,
    form: {
      kind: 'text',
      type: 'text/html;charset=UTF-8',
      text: 'Client must be authenticated to access this resource.',
    },
    headers: { 'www-authenticate': `OAuth realm="${encodeURIComponent(siteUrl)}"`, 'x-frame-options': 'SAMEORIGIN' },
  });

/** A scope is missing: the API gateway answers, or the platform's proxy, by switch. */
export function scopeMissing(switches: Switches): Refused {
  if (switches['scope.missing'] === '403') return refused(403, 'The scope of this token does not allow this.');
  const proxied = switches['scope.missing'] === 'proxy-error';
  return new Refused({
    status: 401,
    form: { kind: 'gateway', message: 'Unauthorized; scope does not match' },
    headers: proxied
      ? { 'forge-proxy-error': 'FAILURE_CLIENT_SCOPE_CHECK' }
      : { 'x-failure-category': 'FAILURE_CLIENT_SCOPE_CHECK' },
  });
}

export type PrintedError = { status: number; headers: Record<string, string>; body: string };

/** `instance` is the path without its query, as problem details name it. */
export function printError(error: JiraError, switches: Switches, instance: string): PrintedError {
  const form = reshape(error, switches);
  const headers = { ...error.headers, 'content-type': contentType(form) };
  const body = bodyOf(form, error.status, instance, switches);
  const cut = switches['error.body'] === 'cut' && form.kind === 'messages';
  return { status: error.status, headers, body: cut ? body.slice(0, body.length / 2) : body };
}

function reshape(error: JiraError, switches: Switches): ErrorForm {
  if (error.form.kind !== 'messages') return error.form;
  const text = error.form.messages.join(' ');
  switch (switches['error.body']) {
    case 'empty':
      return { kind: 'text', text: '', type: 'text/html;charset=UTF-8' };
    case 'problem':
      return { kind: 'problem', title: 'Error', detail: text };
    case 'html':
      return { kind: 'text', text: `<html><body>${text}</body></html>`, type: 'text/html;charset=UTF-8' };
    default:
      return error.form;
  }
}

function contentType(form: ErrorForm): string {
  if (form.kind === 'problem') return 'application/problem+json;charset=UTF-8';
  return form.kind === 'text' ? form.type : 'application/json;charset=UTF-8';
}

function bodyOf(form: ErrorForm, status: number, instance: string, switches: Switches): string {
  const say = (text: string) => inLocale(text, switches.locale);
  switch (form.kind) {
    case 'messages':
      return JSON.stringify({
        errorMessages: form.messages.map(say),
        errors: Object.fromEntries(Object.entries(form.errors ?? {}).map(([field, text]) => [field, say(text)])),
      });
    case 'bare':
      return JSON.stringify({ errorMessages: form.messages.map(say) });
    case 'problem':
      return JSON.stringify({ type: 'about:blank', title: form.title, status, detail: form.detail, instance });
    case 'gateway':
      return JSON.stringify({ code: status, message: form.message });
    case 'text':
      return form.text;
  }
}

/** Texts come in the calling account's language; whoever matches prose notices here. */
export function inLocale(text: string, locale: Switches['locale']): string {
  if (locale === 'other') return `Übersetzt: ${text}`;
  if (locale !== 'work-item') return text;
  return text
    .replace(/\bissue\b/g, 'work item')
    .replace(/\bIssue\b/g, 'Work item')
    .replace(/\bproject\b/g, 'space');
}
