/**
 * Makes the smallest key for what a script already does: from curl lines or an access log. The projects that the text
 * seems to be about are suggested; which ones the key may reach, the person says.
 */
import Button from '@atlaskit/button/new';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useConsole } from '../../app/console-context';
import { ROUTES } from '../../app/routes';
import { useWhatHolds } from '../../app/what-holds-here';
import { errorAt, type Faults, inFull } from '../../grant-form/fault-at';
import { useFocusOnFirst } from '../../grant-form/focus-on-first';
import { findProjects } from '../../grant-form/jira-lookups';
import type { ProjectChoice } from '../../grant-form/key-form';
import { ProjectsField, useProjectSearch } from '../../grant-form/project-choice';
import { FaultMessage } from '../../parts/fault-message';
import { TextAreaField } from '../../parts/field';
import { Progress } from '../../parts/loading';
import { OnlySiteAdminsIssue } from '../../parts/only-site-admins';
import { PageHeader } from '../../parts/page-header';
import { EvidenceResult } from './evidence-result';
import { type KeptReading, keepReading, takeReading } from './kept-reading';
import { projectKeysIn } from './project-keys';
import { useEvidence } from './use-evidence';
import { withoutCredentials } from './without-credentials';
import '../../grant-form/grant-form.css';

const TEXT_CHARS_MAX = 300_000;
/** Of a project that the key is to reach, so that it can be read. */
const exampleOf = ({ key }: Pick<ProjectChoice, 'key'>): string =>
  `curl -u me@example.com:token "https://example.atlassian.net/rest/api/3/issue/${key}-1"
203.0.113.7 - - [01/Mar/2027:10:00:00 +0000] "GET /rest/api/3/search/jql?jql=project%20%3D%20${key} HTTP/1.1" 200 512`;

export const EvidencePage = () => {
  const { place } = useConsole();
  const [before] = useState(takeReading);
  const [text, setText] = useState(before?.reading.text ?? '');
  const [note, setNote] = useState<string>();
  const evidence = useEvidence(before?.reading);
  const { doOnlySiteAdminsIssue } = useWhatHolds();
  const projects = useEvidenceProjects(text, before);
  const { reading, fault, isRunning, waitSeconds } = evidence;
  const [tries, setTries] = useState(0);
  const missing = tries === 0 ? [] : missingIn(text, projects.chosen);
  const faults = fault === undefined ? missing : [...missing, fault];
  const whole = useRef<HTMLDivElement>(null);
  useFocusOnFirst(whole, tries);

  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    try {
      const [whole, isCut] = upToLine(await file.text());
      setText(whole);
      setNote(isCut ? `${file.name} is long: its first ${whole.split('\n').length} lines were taken.` : undefined);
    } catch {
      setNote(`${file.name} could not be read. Open it and paste what it holds.`);
    }
  };

  const read = () => {
    if (missingIn(text, projects.chosen).length > 0) {
      setTries(tries + 1);
      return;
    }
    setTries(0);
    void evidence.read(
      withoutCredentials(text),
      projects.chosen.map(({ id }) => id),
    );
  };

  return (
    <>
      <PageHeader
        title="Create from evidence"
        parent={{ title: 'Create key', to: ROUTES.create }}
        description="Paste what a script does today. You get the smallest key that allows it, with each call marked."
      />
      {doOnlySiteAdminsIssue ? <OnlySiteAdminsIssue /> : null}
      <div ref={whole} className="sk-evidence">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: files can be chosen with the button as well */}
        <div
          onDragOver={(event: DragEvent) => event.preventDefault()}
          onDrop={(event: DragEvent) => {
            if (event.dataTransfer.files.length === 0) return;
            event.preventDefault();
            void take(event.dataTransfer.files[0]);
          }}
        >
          <TextAreaField
            label="curl commands or lines of an access log"
            help="Tokens and passwords in it are taken out before it leaves this page. A file can be dropped here."
            rows={10}
            isMonospaced
            maxLength={TEXT_CHARS_MAX}
            value={text}
            error={errorAt(faults, 'text')}
            onChange={(typed) => {
              setText(typed);
              setNote(undefined);
            }}
          />
        </div>
        <div className="sk-actions">
          <FileButton onFile={(file) => void take(file)} />
          <Button appearance="subtle" onClick={() => setText(exampleOf(projects.example))} isDisabled={text !== ''}>
            Show an example
          </Button>
        </div>
        {note === undefined ? null : (
          <p className="sk-help" role="status">
            {note}
          </p>
        )}
        <ProjectsField
          value={projects.chosen}
          page={projects.search.page}
          text={projects.search.text}
          onText={projects.search.setText}
          fixedId={place.page === 'project' ? place.projectId : undefined}
          error={errorAt(faults, 'projectIds')}
          onToggle={projects.toggle}
        />
        <div className="sk-actions">
          <Button appearance="primary" isDisabled={isRunning || doOnlySiteAdminsIssue} onClick={read}>
            Find the smallest key
          </Button>
          {isRunning ? <Button onClick={evidence.stop}>Stop</Button> : null}
        </div>
        {isRunning && reading !== undefined ? (
          <Progress label="Calls asked about" done={callsIn(reading.lines.length, reading.total)} of={reading.total} />
        ) : null}
        {waitSeconds === 0 ? null : (
          <p className="sk-help">
            As many calls were asked about as one person may for now: it goes on in {waitWords(waitSeconds)}. What is
            found so far stands below.
          </p>
        )}
        {fault === undefined ? null : (
          <FaultMessage fault={inFull(fault)} onRetry={() => void evidence.retry()} retry="Go on" />
        )}
        {reading === undefined || (reading.lines.length === 0 && isRunning) ? null : (
          <EvidenceResult
            reading={reading}
            projects={projects.chosen}
            isRunning={isRunning}
            onGoOn={() => keepReading({ reading, projects: projects.chosen, decided: projects.decided() })}
          />
        )}
      </div>
    </>
  );
};

const missingIn = (text: string, projects: readonly ProjectChoice[]): Faults => [
  ...(text.trim() === '' ? [missing('text', 'There is nothing to read.', 'Paste some lines or choose a file.')] : []),
  ...(projects.length === 0 ? [missing('projectIds', 'The key reaches no project.', 'Choose at least one.')] : []),
];

const missing = (where: string, message: string, mend: string): Faults[number] => ({
  reason: 'invalid',
  where,
  message,
  mend,
});

const waitWords = (seconds: number): string => {
  if (seconds === 1) return '1 second';
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
};

const callsIn = (lines: number, total: number): number => Math.min(lines, total);

/** The projects of the reading: those found in the text are chosen until the person chooses otherwise. */
const useEvidenceProjects = (text: string, before: KeptReading | undefined) => {
  const { place } = useConsole();
  const own: ProjectChoice | undefined =
    place.page === 'project' ? { id: place.projectId, key: place.projectKey, name: place.projectKey } : undefined;
  const [chosen, setChosen] = useState<readonly ProjectChoice[]>(before?.projects ?? (own === undefined ? [] : [own]));
  const touched = useRef(new Set(before?.decided));
  const search = useProjectSearch(true, place.page === 'project');
  const keys = projectKeysIn(text).join(',');
  const administered = place.page === 'project';
  useEffect(() => {
    if (keys === '') return undefined;
    let isWanted = true;
    void findProjects('', { administered, keys: keys.split(',') }).then((found) => {
      if (!isWanted || found === undefined) return;
      setChosen((present) => {
        const fresh = found.projects.filter(
          ({ id }) => !touched.current.has(id) && present.every((project) => project.id !== id),
        );
        return fresh.length === 0 ? present : [...present, ...fresh];
      });
    });
    return () => {
      isWanted = false;
    };
  }, [keys, administered]);
  const toggle = (project: ProjectChoice, isChosen: boolean) => {
    touched.current.add(project.id);
    setChosen((present) => [...present.filter(({ id }) => id !== project.id), ...(isChosen ? [project] : [])]);
  };
  const found = search.page.state === 'known' ? search.page.value.projects[0] : undefined;
  return {
    chosen,
    toggle,
    decided: () => [...touched.current],
    search,
    example: chosen[0] ?? found ?? { key: 'DEMO' },
  };
};

const FileButton = ({ onFile }: { readonly onFile: (file: File | undefined) => void }) => {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".txt,.log,.sh,.json,.jsonl,text/plain"
        hidden
        aria-label="File with curl commands or an access log"
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          // The same file can be chosen again after it was changed.
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>Choose a file</Button>
    </>
  );
};

/** The text as far as the app takes it, cut at the end of a line. */
const upToLine = (text: string): readonly [text: string, isCut: boolean] =>
  text.length <= TEXT_CHARS_MAX
    ? [text, false]
    : [text.slice(0, Math.max(text.lastIndexOf('\n', TEXT_CHARS_MAX), 1)), true];
