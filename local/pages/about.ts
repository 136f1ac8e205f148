/**
 * The page about the site: who one can be, what there is to look at in the simulated Jira, how the gateway is called,
 * and what the app asked Jira lately. Plain HTML that a screen reader and a text browser read as well.
 */
import type { RecordedCall } from '../jira/jira';
import type { Project } from '../jira/state';
import type { PersonToBe } from '../start/people';
import { type Markup, markup } from './markup';

export type About = {
  readonly title: string;
  readonly people: readonly PersonToBe[];
  /** Who is signed in. */
  readonly me: PersonToBe | undefined;
  readonly projects: readonly Project[];
  readonly gatewayUrl: string;
  readonly exampleIssue: string | undefined;
  /** What the app asked Jira, the last first. */
  readonly calls: readonly RecordedCall[];
};

/** The main part of the page. */
export const aboutPart = (about: About): Markup => markup`<div class="about">
<h1>${about.title}</h1>
<p>A simulated Jira site on this machine, with Scoped Keys installed. All people and issues are invented; nothing leaves
this machine.</p>
${whoYouAre(about)}
${lookAround(about)}
${gateway(about)}
${lastCalls(about)}
</div>`;

const whoYouAre = ({ me, people }: About): Markup => markup`<section aria-labelledby="you">
<h2 id="you">Who you can be</h2>
<p>Choose another person in the bar at the top.</p>
<div class="wide" role="region" aria-labelledby="you" tabindex="0">
<table>
<thead><tr><th scope="col">Person</th><th scope="col">Role</th><th scope="col">Account id</th></tr></thead>
<tbody>
${people.map(
  (person) =>
    markup`<tr${person.accountId === me?.accountId ? markup` class="me"` : undefined}><th scope="row">${person.name}${person.accountId === me?.accountId ? ' (you)' : ''}</th><td>${person.role}</td><td><code>${person.accountId}</code></td></tr>`,
)}
</tbody>
</table>
</div>
</section>`;

const lookAround = ({ me, projects }: About): Markup => markup`<section aria-labelledby="look">
<h2 id="look">Look around in Jira</h2>
<p>These are Jira’s own answers for ${me === undefined ? 'someone who is not signed in' : me.name}, not the gateway’s.</p>
<ul>
<li><a href="/rest/api/3/myself">Me</a></li>
<li><a href="/rest/api/3/project/search">Projects</a></li>
<li><a href="/rest/api/3/mypermissions?permissions=ADMINISTER,BROWSE_PROJECTS,ADMINISTER_PROJECTS">My permissions</a></li>
<li><a href="/rest/api/3/field">Fields</a></li>
</ul>
<div class="wide" role="region" aria-labelledby="look" tabindex="0">
<table>
<thead><tr><th scope="col">Project</th><th scope="col">Key</th><th scope="col">Id</th><th scope="col">Jira’s answers</th></tr></thead>
<tbody>
${projects.map(
  ({ key, name, id }) =>
    markup`<tr><th scope="row">${name}</th><td>${key}</td><td>${id}</td><td><a href="/rest/api/3/project/${id}" aria-label="Project ${key}">project</a>, <a href="/rest/api/3/search/jql?jql=${encodeURIComponent(`project = ${id} ORDER BY key`)}&amp;fields=summary,status&amp;maxResults=50" aria-label="Issues of ${key}">issues</a></td></tr>`,
)}
</tbody>
</table>
</div>
</section>`;

const gateway = ({ gatewayUrl, exampleIssue }: About): Markup => markup`<section aria-labelledby="gateway">
<h2 id="gateway">The gateway</h2>
<p>A client sends Jira’s ordinary REST calls to the URL that came with its key, and the key as credential: as a bearer
token, or as the password of Basic authentication with any user name.</p>
<pre tabindex="0"><code>curl -H "Authorization: Bearer &lt;key&gt;" &lt;URL of the key&gt;/rest/api/3/issue/${exampleIssue ?? '<issue>'}</code></pre>
<p>Keys over several projects use <code>${gatewayUrl}</code>; a project’s keys use the project’s own URL.</p>
<p>Issue, list, suspend and revoke keys on the app’s pages, at the side, or in a terminal:</p>
<pre tabindex="0"><code>npm run key -- --help</code></pre>
<p>The terminal in which <code>npm start</code> runs shows two keys and whole lines to paste.</p>
</section>`;

const lastCalls = ({ calls }: About): Markup => markup`<section aria-labelledby="calls">
<h2 id="calls">What the app asked Jira</h2>
${
  calls.length === 0
    ? markup`<p>Nothing yet. Call the gateway, and reload this page to see what was made of your call.</p>`
    : markup`<p>The last calls of the app, the newest first: your calls as they were rebuilt, and its own questions.</p>
<ol>
${calls.map(
  ({ method, path, query, body, status }) =>
    markup`<li><code>${method} ${path}${query.length === 0 ? '' : `?${query.map((pair) => pair.join('=')).join('&')}`}</code>${body === undefined ? undefined : markup` <code class="body">${body.slice(0, 500)}</code>`} → ${status}</li>`,
)}
</ol>`
}
</section>`;
