import { Button, Group, Modal } from '@mantine/core';
import classes from './CancelQuestion.module.css';
import type { Job } from '@/shared/api/types';

export type CancelProps = {
  /** What would stop. */
  job: Job;
  /** Others of the same generation that are not done either. */
  siblings: readonly Job[];
  onCancel: (jobs: readonly Job[]) => void;
  onClose: () => void;
};

export function CancelQuestion({ job, siblings, onCancel, onClose }: CancelProps) {
  const all = [job, ...siblings];
  const stop = (jobs: readonly Job[]) => {
    onClose();
    onCancel(jobs);
  };

  return (
    <Modal opened onClose={onClose} title="Cancel this image?" size="sm" closeButtonProps={{ 'aria-label': 'Close' }}>
      <p className={classes.prompt}>{job.prompt}</p>
      <p className={classes.loss}>What is painted so far is lost. Finished images stay.</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Keep going
        </Button>
        {all.length > 1 && (
          <Button variant="default" onClick={() => stop(all)}>
            Cancel all {all.length}
          </Button>
        )}
        <Button variant="light" color="red" data-autofocus onClick={() => stop([job])}>
          Cancel image
        </Button>
      </Group>
    </Modal>
  );
}
