import { ActionIcon, Button, UnstyledButton } from '@mantine/core';
import { IconHeart, IconTrash, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { count } from '@/shared/format/words';
import { Hint } from '@/shared/hints/Hint';
import { AlbumMenu } from '../acts/AlbumMenu';
import { facetsQuery } from '../api';
import type { GridView } from '../grid/view';
import { filterOf, isFiltered, patched, toggled, type GallerySearch } from '../search';
import classes from './Chips.module.css';
import { DateChip } from './DateChip';
import { FacetChip } from './FacetChip';
import { facetFields } from './fields';
import { RatingChip } from './RatingChip';
import { UnreadableButton } from './UnreadableButton';
import { SavedSearches } from './SavedSearches';
import { ViewChip } from './ViewChip';

type Props = { search: GallerySearch; view: GridView; tools: ReactNode; onSearch: (search: GallerySearch) => void; onView: (view: GridView) => void };

/** What the images are narrowed to, with how many there are of what. */
export function FilterBar({ search, view, tools, onSearch, onView }: Props) {
  const filter = filterOf(search);
  const { data: facets } = useQuery(facetsQuery(filter));
  const album = search.album?.length === 1 ? facets?.album.find(({ value }) => value === search.album?.[0]) : undefined;
  const togetherWith = search.group ?? search.job ?? search.sequence;

  return (
    <div className={classes.bar}>
      <div className={classes.chips} role="group" aria-label="Filters">
        {isFiltered(filter) && (
          <Button className={classes.clear ?? ''} variant="subtle" size="compact-sm" leftSection={<IconX size={14} />} onClick={() => onSearch(patched({}, { sort: search.sort }))}>
            Clear filters
          </Button>
        )}
        {togetherWith !== undefined && (
          <UnstyledButton className={classes.chip} data-plain data-active aria-label="Made together: remove this filter" onClick={() => onSearch(patched(search, { group: undefined, job: undefined, sequence: undefined }))}>
            Made together <IconX size={14} aria-hidden />
          </UnstyledButton>
        )}
        {(facets?.favorites ?? 0) + (search.favorite ? 1 : 0) > 0 && (
          <UnstyledButton className={classes.chip} data-plain aria-pressed={search.favorite === true} onClick={() => onSearch(patched(search, { favorite: search.favorite ? undefined : true }))}>
            <IconHeart size={14} stroke={1.8} aria-hidden /> Favourites
            {facets && <span>{count(facets.favorites)}</span>}
          </UnstyledButton>
        )}
        <DateChip from={search.from} to={search.to} onChange={range => onSearch(patched(search, range))} />
        {facetFields.map(({ field, label }) => {
          const chosen = search[field] ?? [];
          const values = facets?.[field] ?? [];
          // What all have alike narrows nothing.
          if (chosen.length === 0 && values.length < (field === 'tag' || field === 'album' || field === 'lora' ? 1 : 2)) return null;
          return <FacetChip key={field} label={label} values={values} chosen={chosen} onToggle={value => onSearch(toggled(search, field, value))} />;
        })}
        {album && <AlbumMenu album={{ id: album.value, name: album.label }} onRemoved={() => onSearch(patched(search, { album: undefined }))} />}
        {(search.rating !== undefined || (facets?.rating ?? []).some(({ value }) => value !== '0')) && (
          <RatingChip rating={search.rating} counts={facets?.rating ?? []} onChange={rating => onSearch(patched(search, { rating }))} />
        )}
      </div>
      <div className={classes.tools}>
        <UnreadableButton />
        {tools}
        <SavedSearches search={search} onSearch={onSearch} />
        <ViewChip view={view} sort={search.sort ?? 'newest'} onView={onView} onSort={sort => onSearch(patched(search, { sort: sort === 'newest' ? undefined : sort }))} />
        <Hint label="Trash">
          <ActionIcon size={32} aria-label="Trash" className={classes.trash ?? ''} renderRoot={props => <Link to="/gallery/trash" {...props} />}>
            <IconTrash size={19} stroke={1.6} />
          </ActionIcon>
        </Hint>
      </div>
    </div>
  );
}
