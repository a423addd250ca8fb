import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import type { Template, TemplateVersion } from '@/shared/api/types';
import { TimeAgo } from '@/shared/format/TimeAgo';
import { ProblemState } from '@/shared/ui/ProblemState';
import { readVersion, useSaveTemplate, versionsQuery } from './api';
import classes from './Versions.module.css';

const VersionDialog = lazy(() => import('./VersionDialog').then(module => ({ default: module.VersionDialog })));

/** What a workflow of one's own was before: to look at, and to take back as its newest version. */
export function Versions({ template }: { template: Template }) {
  const { data: versions, error, refetch } = useQuery(versionsQuery(template.id));
  const [looked, setLooked] = useState<TemplateVersion | null>(null);
  const saving = useSaveTemplate();

  const takeBack = async ({ version }: TemplateVersion) => {
    try {
      await saving.mutateAsync({ id: template.id, template: await readVersion(template.id, version) });
      setLooked(null);
      notifications.show({ message: `Version ${version} is the newest again. None of the others is gone.` });
    } catch (problem) {
      notifications.show({ color: 'red', title: 'That did not work', message: toProblem(problem).message });
    }
  };

  return (
    <section className={classes.versions}>
      <h3>Versions</h3>
      {!versions && error && <ProblemState error={error} onRetry={() => void refetch()} />}
      <ol>
        {versions?.map(entry => (
          <li key={entry.version}>
            <span className={classes.words}>
              <span>{entry.title}</span>
              <span className={classes.time}>
                <TimeAgo time={entry.savedAt} />
              </span>
            </span>
            {entry.version === template.version ? (
              <span className={classes.current}>In use</span>
            ) : (
              <Button size="compact-sm" variant="default" aria-label={`Look at version ${entry.version}`} onClick={() => setLooked(entry)}>
                Look
              </Button>
            )}
          </li>
        ))}
      </ol>
      <Suspense>
        {looked && <VersionDialog id={template.id} entry={looked} isBusy={saving.isPending} onTakeBack={() => void takeBack(looked)} onClose={() => setLooked(null)} />}
      </Suspense>
    </section>
  );
}
