/**
 * Lines to paste where a new key is used. The key itself stands in the environment and in the shell only: what becomes
 * source code reads it from there. Pure.
 */
export type Snippet = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** True where the key itself stands in it. */
  readonly holdsKey: boolean;
};

/** For each way in which a key is used; `url`: the gateway URL, without a slash at its end. */
export const snippetsFor = (key: string, url: string): readonly Snippet[] => [
  { id: 'curl', title: 'curl', text: `${exportsOf(key, url)}\n${CURL}`, holdsKey: true },
  { id: 'python', title: 'Python (requests)', text: PYTHON_REQUESTS, holdsKey: false },
  { id: 'python-jira', title: 'Python (jira)', text: PYTHON_JIRA, holdsKey: false },
  { id: 'javascript', title: 'JavaScript (fetch)', text: JAVASCRIPT_FETCH, holdsKey: false },
  { id: 'jira-js', title: 'JavaScript (jira.js)', text: JIRA_JS, holdsKey: false },
  { id: 'environment', title: 'Environment variables', text: variablesOf(key, url), holdsKey: true },
];

const variablesOf = (key: string, url: string): string => `JIRA_URL=${url}\nJIRA_API_KEY=${key}`;
const exportsOf = (key: string, url: string): string => `export JIRA_URL='${url}'\nexport JIRA_API_KEY='${key}'`;

const CURL = 'curl -sS -H "Authorization: Bearer $JIRA_API_KEY" "$JIRA_URL/rest/api/3/myself"';

const PYTHON_REQUESTS = `import os
import requests

jira = requests.Session()
jira.headers["Authorization"] = f"Bearer {os.environ['JIRA_API_KEY']}"

answer = jira.get(f"{os.environ['JIRA_URL']}/rest/api/3/myself", timeout=60)
answer.raise_for_status()
print(answer.json())`;

const PYTHON_JIRA = `import os
from jira import JIRA

jira = JIRA(
    server=os.environ["JIRA_URL"],
    basic_auth=("key@example.com", os.environ["JIRA_API_KEY"]),
)
print(jira.myself())`;

const JAVASCRIPT_FETCH = `const { JIRA_URL, JIRA_API_KEY } = process.env;

const answer = await fetch(\`\${JIRA_URL}/rest/api/3/myself\`, {
  headers: { Authorization: \`Bearer \${JIRA_API_KEY}\` },
});
if (!answer.ok) throw new Error(\`\${answer.status} \${await answer.text()}\`);
console.log(await answer.json());`;

const JIRA_JS = `import { Version3Client } from 'jira.js';

const { JIRA_URL, JIRA_API_KEY } = process.env;

const jira = new Version3Client({
  host: JIRA_URL,
  authentication: { basic: { email: 'key@example.com', apiToken: JIRA_API_KEY } },
});
console.log(await jira.myself.getCurrentUser());`;
