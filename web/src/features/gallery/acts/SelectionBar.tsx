import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconAlbum, IconAlbumOff, IconColumns2, IconDownload, IconHeart, IconHeartOff, IconRefresh, IconSparkles, IconStar, IconStarOff, IconStretching, IconTag, IconTrash, IconWand, IconX,
} from '@tabler/icons-react';
import { useState, type ComponentType } from 'react';
import { count } from '@/shared/format/words';
import { mostCompared } from '../search';
import { countSelected, type Selection } from '../selection';
import classes from './SelectionBar.module.css';
import { AlbumDialog } from './AlbumDialog';
import { TagDialog } from './TagDialog';
import type { Acts } from './useActs';
import { mostAtOnce, useMaking } from './useMaking';

type Props = {
  selection: Selection;
  total: number;
  /** The one album that is looked at. */
  album: string | undefined;
  acts: Acts;
  /** Why they cannot be deleted, as far as is known. */
  undeletable: string | null;
  onSelectAll: () => void;
  onClear: () => void;
  onCompare: (ids: string[]) => void;
  onDelete: () => void;
};

/** What is done to the chosen images together. */
export function SelectionBar({ selection, total, album, acts, undeletable, onSelectAll, onClear, onCompare, onDelete }: Props) {
  const [open, setOpen] = useState<'tag' | 'album' | null>(null);
  const making = useMaking();
  const chosen = countSelected(selection, total);
  const ids = [...selection.ids];
  const canMake = !selection.all && chosen <= mostAtOnce;

  return (
    <div className={classes.bar} role="toolbar" aria-label="Chosen images">
      <ActionIcon size="lg" aria-label="Clear the selection" onClick={onClear}>
        <IconX size={18} stroke={1.6} />
      </ActionIcon>
      <span className={classes.count} role="status">
        {count(chosen)} chosen
      </span>
      {chosen < total && (
        <Button variant="subtle" color="gray" size="compact-md" onClick={onSelectAll} className={classes.all ?? ''}>
          All {count(total)}
        </Button>
      )}
      <div className={classes.acts}>
        <Noting selection={selection} acts={acts} onOpen={setOpen} />
        {album !== undefined && <Act label="Take out" icon={IconAlbumOff} onClick={() => void acts.takeOutOfAlbum(selection, album).then(onClear)} />}
        {!selection.all && chosen > 1 && chosen <= mostCompared && <Act label="Compare" icon={IconColumns2} onClick={() => onCompare(ids)} />}
        <Menu position="top" width={220}>
          <Menu.Target>
            <Act label="Make" icon={IconSparkles} isDisabled={!canMake} />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconWand size={16} />} onClick={() => void making.alike(ids)}>
              More like {chosen === 1 ? 'this' : 'these'}
            </Menu.Item>
            <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => void making.again(ids)}>
              Make again
            </Menu.Item>
            <Menu.Item leftSection={<IconStretching size={16} />} onClick={() => void making.upscale(ids)}>
              Upscale
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Menu position="top" width={200}>
          <Menu.Target>
            <Act label="Download" icon={IconDownload} />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void acts.download(selection)}>As a ZIP</Menu.Item>
            <Menu.Item onClick={() => void acts.contactSheet(selection, 4)}>As a contact sheet</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Act label="Delete" icon={IconTrash} refusal={undeletable} onClick={onDelete} />
      </div>
      {open === 'tag' && <TagDialog onTag={marks => void acts.mark(selection, marks)} onClose={() => setOpen(null)} />}
      {open === 'album' && <AlbumDialog onChoose={album => void acts.addToAlbum(selection, album)} onClose={() => setOpen(null)} />}
    </div>
  );
}

type NotingProps = Pick<Props, 'selection' | 'acts'> & { onOpen: (dialog: 'tag' | 'album') => void };

/** What somebody thinks of the images. */
function Noting({ selection, acts, onOpen }: NotingProps) {
  return (
    <>
      <Menu position="top" width={200}>
        <Menu.Target>
          <Act label="Favourite" icon={IconHeart} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconHeart size={16} />} onClick={() => void acts.mark(selection, { favorite: true })}>
            Favourite
          </Menu.Item>
          <Menu.Item leftSection={<IconHeartOff size={16} />} onClick={() => void acts.mark(selection, { favorite: false })}>
            Not a favourite
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Menu position="top" width={180}>
        <Menu.Target>
          <Act label="Rate" icon={IconStar} />
        </Menu.Target>
        <Menu.Dropdown>
          {[5, 4, 3, 2, 1].map(rating => (
            <Menu.Item key={rating} leftSection={<IconStar size={16} />} rightSection={<kbd>{rating}</kbd>} onClick={() => void acts.mark(selection, { rating })}>
              {rating === 1 ? '1 star' : `${rating} stars`}
            </Menu.Item>
          ))}
          <Menu.Item leftSection={<IconStarOff size={16} />} rightSection={<kbd>0</kbd>} onClick={() => void acts.mark(selection, { rating: 0 })}>
            No stars
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Act label="Tag" icon={IconTag} onClick={() => onOpen('tag')} />
      <Act label="Album" icon={IconAlbum} onClick={() => onOpen('album')} />
    </>
  );
}

type ActProps = { label: string; icon: ComponentType<{ size: number; stroke: number }>; isDisabled?: boolean; refusal?: string | null; onClick?: () => void };

/** With a refusal it stays where the keyboard finds it, and says why. */
const Act = ({ label, icon: Icon, isDisabled = false, refusal = null, ...others }: ActProps) => (
  <Button
    variant="subtle"
    color="gray"
    size="sm"
    className={classes.act ?? ''}
    aria-label={label}
    disabled={isDisabled}
    {...(refusal === null ? {} : { 'aria-disabled': true, 'data-disabled': true, 'data-hint': refusal, 'data-hint-touch': '' })}
    {...others}
  >
    <Icon size={18} stroke={1.6} />
    <span className={classes.label}>{label}</span>
  </Button>
);
