import { Button } from '@mantine/core';
import { IconPlayerPauseFilled } from '@tabler/icons-react';
import { plural } from '@/shared/format/words';
import type { QueueCommands } from '@/shared/jobs/queueCommands';
import type { QueueState } from '@/shared/api/types';
import classes from './PausedBanner.module.css';

type Props = { counts: QueueState; commands: QueueCommands };

/** Nobody should wonder why nothing starts. */
export function PausedBanner({ counts, commands }: Props) {
  const { paused, pausedGroups, active } = counts;
  if (!paused && pausedGroups.length === 0) return null;
  const resumeGroups = async () => {
    for (const group of pausedGroups) await commands.setGroupPaused(group, false);
  };

  return (
    <div className={classes.banner} role="status">
      <IconPlayerPauseFilled size={16} aria-hidden />
      <span className={classes.words}>
        {paused ? (
          <>
            <strong>The queue is paused.</strong> {active > 0 ? 'What runs is finished; nothing new starts.' : 'Nothing starts until you resume.'}
          </>
        ) : (
          <>
            <strong>{plural(pausedGroups.length, 'group')} paused.</strong> Everything else goes on.
          </>
        )}
      </span>
      <Button size="compact-sm" variant="default" onClick={() => (paused ? void commands.setPaused(false) : void resumeGroups())}>
        Resume
      </Button>
    </div>
  );
}
