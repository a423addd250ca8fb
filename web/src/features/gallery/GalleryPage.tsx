import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Image } from '@/shared/api/types';
import { bytes, count, plural } from '@/shared/format/words';
import { DropZone } from '@/shared/ui/DropZone';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import { DeleteDialog } from './acts/DeleteDialog';
import { onlyShown, someOnlyShown } from './acts/onlyShown';
import { SelectionBar } from './acts/SelectionBar';
import { useActs } from './acts/useActs';
import type { Result } from './api';
import { FilterBar } from './filters/FilterBar';
import { SearchBox } from './filters/SearchBox';
import classes from './GalleryPage.module.css';
import { Grid, type GridHandle } from './grid/Grid';
import { useGridView } from './grid/view';
import { ImportButton } from './imports/ImportButton';
import { ImportPanel } from './imports/ImportPanel';
import { useImports } from './imports/useImports';
import { Nothing } from './Nothing';
import { OfflineNote } from './OfflineNote';
import { filterOf, isFiltered, patched, readSearch, type GallerySearch } from './search';
import { nothing, type Selection } from './selection';
import { Skeletons } from './Skeletons';
import { useGridKeys } from './useGridKeys';
import { useResult } from './useResult';
import { useSelection } from './useSelection';
import { Viewer } from './viewer/Viewer';

const Compare = lazy(() => import('./compare/Compare').then(module => ({ default: module.Compare })));

export function GalleryPage() {
  const raw = useSearch({ from: '/gallery' });
  const search = useMemo(() => readSearch(raw), [raw]);
  const navigate = useNavigate({ from: '/gallery' });
  const isPhone = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const filter = useMemo(() => filterOf(search), [search]);
  const sort = search.sort ?? 'newest';
  const [view, setView] = useGridView();

  const grid = useRef<GridHandle | null>(null);
  const inSight = useCallback(() => grid.current?.inSight() ?? ([0, 0] as const), []);
  const keepGrid = useCallback((handle: GridHandle | null) => {
    grid.current = handle;
  }, []);
  const { result, error, refetch } = useResult(filter, sort, inSight);
  const chosen = useSelection(result);
  const acts = useActs(result);
  const importing = useImports();
  const [asked, setAsked] = useState<Image | null>(null);
  /** Images that only another program may delete, as far as somebody chose near them. */
  const [locked, setLocked] = useState<ReadonlySet<string>>(new Set());
  const [place, setPlace] = useState(-1);

  const show = useCallback((next: GallerySearch, replace = true) => void navigate({ search: next, replace }), [navigate]);
  const open = (image: Image, index: number) => {
    setPlace(index);
    keys.setCursor(index);
    show(patched(search, { image: image.id }), false);
  };
  const only = (image: Image): Selection => ({ all: false, ids: new Set([image.id]) });
  const imageAt = (index: number) => grid.current?.imageAt(index);
  /** What a key means: what is chosen, else the image that it stands at. */
  const meant = (index: number): Selection => {
    const image = imageAt(index);
    return chosen.count > 0 ? chosen.selection : image ? only(image) : nothing;
  };
  const drop = (selection: Selection) => {
    const image = selection.ids.size === 1 && !selection.all ? near().find(({ id }) => selection.ids.has(id)) : undefined;
    const refusal = undeletable(selection);
    if (image) ask(image);
    else if (refusal !== null) refuse(refusal);
    else if (selection.all || selection.ids.size > 0) void acts.trash(selection).then(chosen.clear);
  };
  const ask = (image: Image) => (image.readOnly ? refuse(onlyShown) : setAsked(image));
  /** Why the studio would refuse to delete them, by what is known of them here; it has the last word. */
  const undeletable = ({ all, ids }: Selection) => (!all && [...locked].some(id => ids.has(id)) ? (ids.size === 1 ? onlyShown : someOnlyShown) : null);
  const select = (id: string | undefined, index: number, isRange: boolean) => {
    const found = near().flatMap(image => (image.readOnly ? image.id : []));
    if (found.length > 0) setLocked(known => new Set([...known, ...found]));
    chosen.select(id, index, isRange);
  };
  /** The images in sight and around. */
  const near = () => {
    const [first, last] = inSight();
    const from = Math.max(0, first - 200);
    return Array.from({ length: last + 200 - from + 1 }, (_, at) => imageAt(from + at)).filter(image => image !== undefined);
  };
  const keys = useGridKeys({
    grid: () => grid.current,
    count: result?.count ?? 0,
    onOpen: index => {
      const image = imageAt(index);
      if (image) open(image, index);
    },
    onSelect: (index, isRange) => select(imageAt(index)?.id, index, isRange),
    onSelectAll: chosen.selectAll,
    onClear: () => {
      const had = chosen.count > 0;
      chosen.clear();
      return had;
    },
    onRate: (rating, index) => void acts.mark(meant(index), { rating }),
    onFavorite: index => void acts.mark(meant(index), { favorite: !(imageAt(index)?.favorite ?? false) }),
    onDelete: index => drop(meant(index)),
  });

  // What is chosen belongs to what was searched for.
  const clear = chosen.clear;
  const key = JSON.stringify([filter, sort]);
  useEffect(() => clear(), [key]); // eslint-disable-line react-hooks/exhaustive-deps -- another function on each draw

  const closeViewer = (index: number) => {
    show(patched(search, { image: undefined }));
    if (index >= 0) keys.goTo(index);
  };
  const searchBox = <SearchBox words={search.q ?? ''} onSearch={words => show(patched(search, { q: words === '' ? undefined : words }))} />;

  return (
    <Page title="Gallery" summary={result && <span role="status">{summaryOf(result)}</span>} actions={!isPhone && searchBox}>
      <DropZone className={classes.gallery} label="Drop images to put them into the gallery" onDrop={importing.start}>
        <OfflineNote />
        {isPhone && <div className={classes.phoneSearch}>{searchBox}</div>}
        <FilterBar search={search} view={view} tools={<ImportButton onFiles={importing.start} />} onSearch={next => show(next)} onView={setView} />
        {!result && !error && <Skeletons />}
        {error && <ProblemState error={error} onRetry={() => void refetch()} />}
        {!error && result?.count === 0 && <Nothing result={result} onClear={() => show({})} />}
        {!error && result && result.count > 0 && (
          <Grid
            ref={keepGrid}
            result={result}
            memory={JSON.stringify([result.filter, result.sort])}
            view={view}
            selection={chosen.selection}
            cursor={keys.cursor}
            onOpen={open}
            onSelect={(image, index, isRange) => {
              keys.setCursor(index);
              select(image.id, index, isRange);
            }}
            onKeyDown={keys.handleKeyDown}
          />
        )}
        {result && chosen.count > 0 && (
          <SelectionBar
            selection={chosen.selection}
            total={result.count}
            album={search.album?.length === 1 ? search.album[0] : undefined}
            acts={acts}
            undeletable={undeletable(chosen.selection)}
            onSelectAll={chosen.selectAll}
            onClear={chosen.clear}
            onCompare={ids => show(patched(search, { compare: ids }), false)}
            onDelete={() => drop(chosen.selection)}
          />
        )}
        <ImportPanel imports={importing.imports} onCancel={importing.cancel} onClose={importing.clear} />
      </DropZone>
      {search.image !== undefined && (
        <Viewer
          id={search.image}
          result={result}
          place={place}
          acts={acts}
          onShow={(image, index) => {
            setPlace(index);
            show(patched(search, { image: image.id }));
          }}
          onDelete={ask}
          onClose={closeViewer}
        />
      )}
      <Suspense>{search.compare && <Compare ids={search.compare} onClose={() => show(patched(search, { compare: undefined }))} />}</Suspense>
      {asked && (
        <DeleteDialog
          image={asked}
          onClose={() => setAsked(null)}
          onDelete={() => {
            if (search.image === asked.id) show(patched(search, { image: undefined }));
            void acts.trash(only(asked)).then(chosen.clear);
          }}
        />
      )}
    </Page>
  );
}

const refuse = (message: string) => notifications.show({ title: 'Not deleted', message });

const summaryOf = ({ filter, count: found, total, totalBytes }: Result) =>
  isFiltered(filter) ? `${count(found)} of ${count(total)}, ${bytes(totalBytes)}` : `${plural(found, 'image')}, ${bytes(totalBytes)}`;
