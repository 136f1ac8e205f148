/**
 * Talks to a running local site over HTTP, as a browser with the app's page in it would: signs in as a person, asks
 * Jira as that person, and calls a function of a page. Decides nothing; what was refused is told as it was told here.
 */
import * as z from 'zod/mini';

/** Told to the person at the terminal; `mend` says what to do about it. */
export class KeyCommandError extends Error {
  override readonly name = 'KeyCommandError';
}

const PERSON = z.object({
  name: z.string(),
  accountId: z.string(),
  emailAddress: z.string(),
  siteAdmin: z.boolean(),
  administers: z.array(z.string()),
  role: z.string(),
});
export type SitePerson = z.infer<typeof PERSON>;

const PROJECT = z.object({ id: z.string(), key: z.string(), name: z.string() });
export type SiteProject = z.infer<typeof PROJECT>;

const FAULT = z.object({ reason: z.string(), where: z.string(), message: z.string(), mend: z.string() });
export type Fault = z.infer<typeof FAULT>;
const INVOKED = z.union([
  z.object({
    ok: z.literal(true),
    value: z.union([
      z.object({ ok: z.literal(true), value: z.unknown() }),
      z.object({ ok: z.literal(false), fault: FAULT }),
    ]),
  }),
  z.object({ ok: z.literal(false), error: z.string(), consent: z.boolean() }),
]);

export type PageOf = { readonly module: 'admin' } | { readonly module: 'project'; readonly projectId: string };
export type PageAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: Fault };

export type SiteClient = {
  people(): Promise<readonly SitePerson[]>;
  /** Undefined where this person sees no such project. */
  project(person: SitePerson, keyOrId: string): Promise<SiteProject | undefined>;
  /** Calls a function of a page as this person. */
  call(person: SitePerson, page: PageOf, functionKey: string, payload: unknown): Promise<PageAnswer>;
};

/** The site that listens on this port of this machine. */
export function siteAt(port: number): SiteClient {
  const url = `http://127.0.0.1:${port}`;
  const cookies = new Map<string, string>();
  const cookieOf = async (person: SitePerson): Promise<string> => {
    const known = cookies.get(person.accountId);
    if (known !== undefined) return known;
    const response = await post(`${url}/session`, { accountId: person.accountId });
    const cookie = /^[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0];
    if (!response.ok || cookie === undefined) throw new KeyCommandError(`${person.name} could not be signed in.`);
    cookies.set(person.accountId, cookie);
    return cookie;
  };
  return {
    async people() {
      const answer = z
        .object({ people: z.array(PERSON) })
        .safeParse(await jsonOf(await reach(`${url}/people.json`, { method: 'GET' })));
      if (!answer.success)
        throw new KeyCommandError(`${url} is no local site. Start one, or name its port (--port N).`);
      return answer.data.people;
    },
    async project(person, keyOrId) {
      const headers = { cookie: await cookieOf(person) };
      const response = await reach(`${url}/rest/api/3/project/${encodeURIComponent(keyOrId)}`, { headers });
      const project = PROJECT.safeParse(await jsonOf(response));
      return response.ok && project.success ? project.data : undefined;
    },
    async call(person, page, functionKey, payload) {
      const headers = { cookie: await cookieOf(person) };
      const response = await post(`${url}/bridge/invoke`, { ...page, functionKey, payload }, headers);
      const answer = INVOKED.safeParse(await jsonOf(response));
      if (!answer.success) throw new KeyCommandError(`The site answered ${response.status} to ${functionKey}.`);
      if (answer.data.ok) return answer.data.value;
      throw new KeyCommandError(
        answer.data.consent
          ? `${person.name} has not yet allowed the app to act in their name; Jira would ask now.`
          : `The app failed: ${answer.data.error}`,
      );
    },
  };
}

const post = (url: string, content: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  reach(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(content),
  });

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new KeyCommandError(
      `No site answers at ${new URL(url).origin}. Start it in another terminal (npm start), or name its port (--port N).`,
      { cause },
    );
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
