import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import type { Job } from '@/shared/api/types';
import { describeJob } from '@/shared/jobs/describe';
import { jobQuery } from '@/shared/jobs/queries';
import { useQueueCommands } from '@/shared/jobs/queueCommands';
import { placeOf, type WaitingLine } from '@/shared/jobs/waitingLine';
import type { Question } from '@/shared/ui/QuestionDialog';
import { useStable } from '@/shared/ui/useStable';
import type { ItemActions, WaitingActions } from './actions';
import type { QueueLayout } from './queueLayout';
import type { Selection } from './useSelection';

type Options = { layout: QueueLayout; line: WaitingLine; running: readonly Job[]; selection: Selection };

/** What rows and bars of the page can do; asks first where running work would be lost. */
export function usePageActions({ layout, line, running, selection }: Options) {
  const commands = useQueueCommands();
  const queries = useQueryClient();
  const [question, ask] = useState<Question | null>(null);
  const [target, setTarget] = useState<{ key: string } | null>(null);

  const cancelRunning = useStable((job: Job) =>
    ask({
      title: 'Cancel this image?',
      prompt: job.prompt,
      text: 'What is painted so far is lost. Finished images stay.',
      choices: [{ label: 'Cancel image', run: () => commands.cancelJob(job) }],
    }),
  );

  const cancelGroup = useStable((job: Job) => {
    const atRisk = running.filter(each => each.groupId === job.groupId && each.endedAt === null);
    if (atRisk.length === 0) { void commands.cancelGroup(job.groupId); return; }
    ask({
      title: 'Cancel the whole group?',
      prompt: job.prompt,
      text: 'One of it is being painted, and that is lost. Finished images stay.',
      choices: [
        { label: 'Only what waits', isMild: true, run: () => commands.cancelGroup(job.groupId, { waitingOnly: true }) },
        { label: 'Cancel the group', run: () => commands.cancelGroup(job.groupId) },
      ],
    });
  });

  const cancelEverything = useStable(() => {
    if (running.length === 0) { void commands.cancelEverything(); return; }
    ask({
      title: 'Cancel everything?',
      prompt: null,
      text: 'What is being painted now is lost. Finished images stay.',
      choices: [
        { label: 'Only what waits', isMild: true, run: () => commands.cancelEverything({ waitingOnly: true }) },
        { label: 'Cancel everything', run: () => commands.cancelEverything() },
      ],
    });
  });

  const drop = useStable((jobs: readonly Job[], to: number) => {
    const moved = new Set(jobs.map(job => job.id));
    const behind = line.jobs.slice(to).find(job => job === null || !moved.has(job.id));
    if (behind === null) notifications.show({ message: 'That part of the line is still loading. Try again in a moment.' });
    else void commands.move(jobs, behind ? { before: behind } : { to: 'back' });
  });

  const nudge = useStable((job: Job, by: -1 | 1) => {
    const place = placeOf(line, job.id);
    const before = line.jobs[by < 0 ? place - 1 : place + 2];
    if (place < 0 || (by < 0 ? place === 0 : place === line.jobs.length - 1) || before === null) return;
    void commands.move([job], before ? { before } : { to: 'back' });
  });

  const select = useStable((job: Job, { shiftKey }: { shiftKey: boolean }) => {
    if (shiftKey) void selection.extend(job.id);
    else selection.toggle(job.id);
  });

  const show = useStable(async (id: string) => {
    if (layout.indexOf(id) >= 0) { setTarget({ key: id }); return; }
    try {
      const job = await queries.query(jobQuery(id));
      notifications.show({ title: job.prompt, message: describeJob(job).title });
    } catch (error) {
      notifications.show({ color: 'red', title: 'Not found', message: toProblem(error).message });
    }
  });

  const waitingActions = useMemo<Omit<WaitingActions, 'grab'>>(
    () => ({ commands, nudge, select, cancelGroup }),
    [commands, nudge, select, cancelGroup],
  );
  const itemActions = useMemo<ItemActions>(
    () => ({
      cancel: cancelRunning,
      cancelGroup,
      retry: (job, engine) => void commands.retry(job, engine),
      retryGroup: job => void commands.retryGroup(job.groupId),
      show: id => void show(id),
    }),
    [commands, cancelRunning, cancelGroup, show],
  );

  return { commands, waitingActions, itemActions, drop, cancelEverything, target, question, closeQuestion: () => ask(null) };
}
