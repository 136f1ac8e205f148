/** What may be granted in each project of a form: the app is asked once for each, while the form is open. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AdministrationFault, ProjectView } from '../../../../src/console/contract';
import { call } from '../app/app-call';
import type { Ceilings } from './ceilings';

export const useCeilings = (projectIds: readonly string[]): Ceilings => {
  const [projects, setProjects] = useState<Readonly<Record<string, ProjectView>>>({});
  const [faults, setFaults] = useState<Readonly<Record<string, AdministrationFault>>>({});
  const [round, setRound] = useState(0);
  const asked = useRef(new Set<string>());
  const ids = [...new Set(projectIds)].sort().join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again
  useEffect(() => {
    for (const projectId of ids.split(' ').filter((id) => id !== '' && !asked.current.has(id))) {
      asked.current.add(projectId);
      void call('describeProject', { projectId }).then((answer) => {
        if (answer.ok) {
          setProjects((before) => ({ ...before, [projectId]: answer.value }));
          return;
        }
        setFaults((before) => ({ ...before, [projectId]: answer.fault }));
      });
    }
  }, [ids, round]);
  const retry = useCallback(() => {
    setFaults((before) => {
      for (const projectId of Object.keys(before)) asked.current.delete(projectId);
      return {};
    });
    setRound((before) => before + 1);
  }, []);
  return { projects, faults, retry };
};
