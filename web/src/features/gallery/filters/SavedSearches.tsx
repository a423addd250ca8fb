import { ActionIcon, Button, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconBookmark, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Hint } from '@/shared/hints/Hint';
import { ProblemState } from '@/shared/ui/ProblemState';
import { LatePopup } from '@/shared/ui/LatePopup';
import searchList from '@/shared/ui/searchList.module.css';
import { filterOf, isFiltered, readSearch, type GallerySearch } from '../search';
import classes from './Chips.module.css';
import { readQuery, savedQuery, useSavedSearches, writeQuery } from './saved';

type Props = { search: GallerySearch; onSearch: (search: GallerySearch) => void };

/** Searches to come back to, on any device. */
export function SavedSearches(props: Props) {
  return (
    <LatePopup
      target={button => (
        <Hint label="Saved searches">
          <ActionIcon size={32} aria-label="Saved searches" aria-haspopup="dialog" {...button}>
            <IconBookmark size={19} stroke={1.6} />
          </ActionIcon>
        </Hint>
      )}
    >
      {(target, close) => (
        <Popover opened onChange={open => !open && close()} position="bottom-end" width="min(320px, calc(100vw - 24px))" trapFocus>
          <Popover.Target>{target}</Popover.Target>
          <Popover.Dropdown p={0} aria-label="Saved searches">
            <List {...props} onClose={close} />
          </Popover.Dropdown>
        </Popover>
      )}
    </LatePopup>
  );
}

function List({ search, onSearch, onClose }: Props & { onClose: () => void }) {
  const { data: saved, error, refetch } = useQuery(savedQuery);
  const { save, remove } = useSavedSearches();
  const [name, setName] = useState('');
  const canSave = isFiltered(filterOf(search));

  if (error && !saved) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <ul className={classes.values}>
        {saved?.map(each => (
          <li key={each.id} className={classes.saved}>
            <UnstyledButton
              className={classes.value}
              onClick={() => {
                onSearch(readSearch(readQuery(each.query)));
                onClose();
              }}
            >
              <span>{each.name}</span>
            </UnstyledButton>
            <ActionIcon size={32} aria-label={`Forget ${each.name}`} onClick={() => remove.mutate(each.id)}>
              <IconX size={16} stroke={1.6} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {saved?.length === 0 && !canSave && <p className={searchList.none}>Search or filter for something, then keep it here under a name.</p>}
      {canSave && (
        <form
          className={classes.save}
          onSubmit={event => {
            event.preventDefault();
            if (name.trim() !== '') save.mutate({ name: name.trim(), query: writeQuery(search) }, { onSuccess: () => setName('') });
          }}
        >
          <TextInput aria-label="Name of this search" placeholder="Name this search" maxLength={60} value={name} onChange={event => setName(event.currentTarget.value)} error={save.error?.message} />
          <Button type="submit" variant="default" disabled={name.trim() === ''} loading={save.isPending}>
            Save
          </Button>
        </form>
      )}
    </>
  );
}
