import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { isFinal } from '@/shared/jobs/states';
import { useStandstill } from '@/shared/jobs/useStandstill';
import { PageHeading } from '@/shared/ui/Page';
import { Sheet } from '@/shared/ui/Sheet';
import { ExportList } from '../exports/ExportList';
import { FramePanel } from '../frame/FramePanel';
import { RunBar } from '../run/RunBar';
import { RunSummary } from '../run/RunSummary';
import { storyViews, withShow } from '../search';
import type { RunWish, Story } from '../types';
import { ConflictNote } from './ConflictNote';
import { stateOf } from './frameState';
import { PlanState } from './PlanState';
import { SavingWords } from './SavingWords';
import { StoryActions } from './StoryActions';
import { StoryContext } from './storyContext';
import classes from './StoryPage.module.css';
import { StoryParts } from './StoryParts';
import { useDesk } from './useDesk';

const DryRunDialog = lazy(() => import('../run/DryRunDialog').then(module => ({ default: module.DryRunDialog })));
const Show = lazy(() => import('../show/Show').then(module => ({ default: module.Show })));

const viewNames = { board: 'Board', shots: 'Shots', bible: 'Bible', settings: 'Settings' };

/** A story on the desk: its frames, its words, and the making of it. */
export function StoryDesk({ fetched }: { fetched: Story }) {
  const search = useSearch({ from: '/stories/$id' });
  const navigate = useNavigate({ from: '/stories/$id' });
  const isPhone = useMediaQuery('(max-width: 61.99em)', false, { getInitialValueInEffect: false });
  const desk = useDesk(fetched);
  const { story, conflicts, saving, keeper, context, run, plan, ratio } = desk;
  const [asked, setAsked] = useState<RunWish | null>(null);

  const hasFrames = story.frames.length > 0;
  const view = search.view === 'shots' && isPhone ? 'board' : (search.view ?? 'board');
  const selected = story.frames.find(({ id }) => id === context.selected) ?? null;
  const standstill = useStandstill(story.frames.flatMap(({ takes }) => takes.flatMap(({ state, groupId }) => (isFinal(state) ? [] : groupId))));
  const failed = story.frames.filter(frame => stateOf(frame).status === 'failed').map(({ id }) => id);
  const show = (start: number) => void navigate({ search: known => withShow(known, start) });
  const endShow = () => void navigate({ search: known => withShow(known, null) });
  // What is typed belongs to what is made.
  const ask = (next: RunWish) => void keeper.flush().then(() => setAsked(next));
  const actions = <StoryActions story={story} isPhone={isPhone} isRunning={run.isRunning} onStart={() => ask({ pass: desk.nextPass, frames: null, missing: false })} onView={() => show(0)} />;
  const panel = selected && <FramePanel key={selected.id} frame={selected} ratio={ratio} onClose={isPhone ? null : () => context.select(null)} />;

  return (
    <StoryContext value={context}>
      <PageHeading
        title={story.title || 'Story'}
        summary={<SavingWords story={story} saving={saving} />}
        actions={isPhone ? null : actions}
      />
      <div className={classes.desk}>
        <div className={classes.main} data-fixed={(hasFrames && view === 'shots') || undefined}>
          {(hasFrames || isPhone) && (
            <div className={classes.tools}>
              {hasFrames && (
                <SegmentedControl
                  aria-label="Part of the story"
                  size="sm"
                  value={view}
                  onChange={next => void navigate({ search: known => ({ ...known, view: next }), replace: true })}
                  data={storyViews.filter(name => !isPhone || name !== 'shots').map(name => ({ value: name, label: viewNames[name] }))}
                />
              )}
              {isPhone && <span className={classes.acts}>{actions}</span>}
            </div>
          )}
          <ConflictNote story={story} conflicts={conflicts} onSettle={keeper.settle} />
          {run.progress && !run.isRunning && (
            <RunSummary
              story={story}
              progress={run.progress}
              onView={() => show(0)}
              onRetry={() => ask({ pass: run.progress?.pass ?? 'final', frames: failed, missing: false })}
              onApprove={desk.approve}
              onFinal={() => ask({ pass: 'final', frames: null, missing: false })}
            />
          )}
          <ExportList storyId={story.id} />
          {hasFrames ? <StoryParts view={view} ratio={ratio} template={desk.template} plan={plan} /> : <PlanState story={story} onPlan={plan.run} onInsert={() => context.commands.insert(null)} />}
        </div>
        {!isPhone && panel && (
          <aside className={classes.side} aria-label="Frame">
            {panel}
          </aside>
        )}
      </div>
      {run.isRunning && run.progress && <RunBar progress={run.progress} standstill={standstill} isStopping={run.isStopping} onCancel={() => void run.cancel()} />}
      {isPhone && (
        <Sheet title={selected ? `Frame ${story.frames.indexOf(selected) + 1}` : ''} isOpen={selected !== null} position="bottom" size="92%" onClose={() => context.select(null)}>
          {panel}
        </Sheet>
      )}
      <Suspense>
        {asked && <DryRunDialog story={story} asked={asked} onStart={run.start} onClose={() => setAsked(null)} />}
        {search.show !== undefined && hasFrames && <Show story={story} ratio={ratio} start={search.show} onClose={endShow} />}
      </Suspense>
    </StoryContext>
  );
}
