import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconDots, IconDownload, IconLayoutGrid, IconPencil, IconPhoto, IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconPlus, IconRefresh, IconTable, IconTrash, IconAdjustments,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Batch } from '../types';
import { isOver } from '../words';
import classes from './BatchTools.module.css';
import type { BatchActs } from './useBatchActs';

export type BatchDialog = 'grow' | 'rename' | 'forget';
type Props = { batch: Batch; acts: BatchActs; onAgain: () => void; onSheet: () => void; onDialog: (dialog: BatchDialog) => void };

/** What can be done with the batch: what is needed while it runs stands open, the rest in a menu. */
export function BatchTools({ batch, acts, onAgain, onSheet, onDialog }: Props) {
  const { state, id, succeeded } = batch;
  const isMoving = !isOver(batch);
  return (
    <>
      {isMoving && (
        <Button variant="default" size="compact-md" className={classes.tool ?? ''} aria-label={state === 'paused' ? 'Resume' : 'Pause'} leftSection={state === 'paused' ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />} onClick={() => void acts.hold(state !== 'paused')}>
          {state === 'paused' ? 'Resume' : 'Pause'}
        </Button>
      )}
      {isMoving && (
        <Button variant="default" size="compact-md" className={classes.wide ?? ''} leftSection={<IconPlayerStop size={16} />} title="What is done stays" onClick={() => void acts.cancel()}>
          Cancel
        </Button>
      )}
      {!isMoving && (
        <Button variant="default" size="compact-md" className={classes.tool ?? ''} aria-label="New seeds" leftSection={<IconRefresh size={16} />} onClick={onAgain}>
          New seeds
        </Button>
      )}
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon size={32} className={classes.more ?? ''} aria-label="More for this batch">
            <IconDots size={18} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isMoving && (
            <Menu.Item className={classes.narrow ?? ''} leftSection={<IconPlayerStop size={18} stroke={1.6} />} onClick={() => void acts.cancel()}>
              Cancel, keep what is done
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPlus size={18} stroke={1.6} />} onClick={() => onDialog('grow')}>
            Grow
          </Menu.Item>
          {isMoving && (
            <Menu.Item leftSection={<IconRefresh size={18} stroke={1.6} />} onClick={onAgain}>
              The same with new seeds
            </Menu.Item>
          )}
          <Menu.Item component={Link} to="/batches/new" search={editSearch(batch) as never} leftSection={<IconAdjustments size={18} stroke={1.6} />}>
            A new one from this form
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item disabled={succeeded === 0} leftSection={<IconDownload size={18} stroke={1.6} />} onClick={() => void acts.archive(null)}>
            Download all as a ZIP
          </Menu.Item>
          <Menu.Item leftSection={<IconTable size={18} stroke={1.6} />} onClick={acts.table}>
            Download the table (CSV)
          </Menu.Item>
          <Menu.Item disabled={succeeded === 0} leftSection={<IconLayoutGrid size={18} stroke={1.6} />} onClick={onSheet}>
            Download as one sheet
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item component={Link} to="/gallery" search={{ group: id } as never} leftSection={<IconPhoto size={18} stroke={1.6} />}>
            Show in the gallery
          </Menu.Item>
          <Menu.Item leftSection={<IconPencil size={18} stroke={1.6} />} onClick={() => onDialog('rename')}>
            Rename
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={18} stroke={1.6} />} disabled={isMoving} onClick={() => onDialog('forget')}>
            Take off the list
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

const editSearch = ({ request: { template, slots, style } }: Batch) => ({ template, values: slots, ...(style == null ? {} : { style }) });
