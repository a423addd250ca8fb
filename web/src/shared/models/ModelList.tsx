import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCheck, IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useId, useMemo, useState, type KeyboardEvent } from 'react';
import type { Model } from '@/shared/api/types';
import { count } from '@/shared/format/words';
import searchList from '@/shared/ui/searchList.module.css';
import { groupModels, matching } from './groups';
import classes from './ModelList.module.css';
import { ModelPicture } from './ModelPicture';
import { optionRows, placeOf, stepTo } from './modelRows';

export type ModelListProps = {
  label: string;
  folder: string;
  models: readonly Model[];
  /** Whether any engine answers. */
  reachable: boolean;
  isLoading: boolean;
  chosen: readonly string[];
  onChoose: (model: Model) => void;
};

const headingHeight = 30;
const optionHeight = 44;

/** Everything of one kind that the engines have: searched, in groups with counts, and only what is in sight is drawn. */
export function ModelList({ label, folder, models, reachable, isLoading, chosen, onChoose }: ModelListProps) {
  const list = useId();
  const [words, setWords] = useState('');
  const [active, setActive] = useState<string | null>(chosen[0] ?? null);
  // A worker reads the file for its picture: only of one that somebody stays at.
  const [rested] = useDebouncedValue(active, 250);
  const [scroll, setScroll] = useState<HTMLDivElement | null>(null);
  const searched = useDeferredValue(words);
  const groups = useMemo(() => groupModels(matching(models, searched), folder), [models, searched, folder]);
  const rows = useMemo(() => optionRows(groups), [groups]);
  const options = rows.length - groups.length;

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll,
    estimateSize: at => (rows[at]?.kind === 'heading' ? headingHeight : optionHeight),
    initialOffset: () => offsetOf(rows.findIndex(row => row.kind === 'option' && row.model.name === chosen[0])),
    initialRect: { width: 320, height: 360 },
    overscan: 6,
  });

  const place = useMemo(() => placeOf(rows, active), [rows, active]);

  const handleKeyDown = (event: KeyboardEvent) => {
    const current = rows.findIndex(row => row.kind === 'option' && row.model.name === active);
    if (event.key === 'Enter') {
      event.preventDefault();
      const row = rows[current] ?? rows[1];
      if (row?.kind === 'option') onChoose(row.model);
      return;
    }
    const next = stepTo(rows, current, event.key);
    if (next === null) return;
    event.preventDefault();
    const row = rows[next];
    if (row?.kind === 'option') setActive(row.model.name);
    virtual.scrollToIndex(next === 1 ? 0 : next);
  };

  return (
    <div className={classes.list}>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={place === null ? undefined : `${list}-${place}`}
        aria-label={`Search ${label}`}
        placeholder={`Search ${count(models.length)}`}
        variant="unstyled"
        className={searchList.search ?? ''}
        leftSection={<IconSearch size={16} stroke={1.6} />}
        value={words}
        onChange={event => {
          setWords(event.currentTarget.value);
          setActive(null);
        }}
        onKeyDown={handleKeyDown}
      />
      <div ref={setScroll} id={list} role="listbox" aria-label={label} className={classes.scroll} style={{ height: Math.max(optionHeight, virtual.getTotalSize() + 4) }}>
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const row = rows[index];
            if (!row) return null;
            const place = { position: 'absolute', inset: `${start}px 0 auto`, height: size } as const;
            if (row.kind === 'heading')
              return (
                <div key={`heading ${row.heading}`} role="presentation" className={classes.heading} style={place}>
                  <span>{row.heading}</span>
                  <span>{count(row.count)}</span>
                </div>
              );
            const { model } = row;
            const isChosen = chosen.includes(model.name);
            return (
              <div
                key={model.name}
                id={`${list}-${row.place}`}
                role="option"
                aria-selected={isChosen}
                aria-posinset={row.place}
                aria-setsize={options}
                className={classes.option}
                data-active={model.name === active || undefined}
                style={place}
                title={model.name}
                onPointerMove={() => setActive(model.name)}
                onClick={() => onChoose(model)}
              >
                <ModelPicture folder={folder} name={model.name} isWanted={model.name === rested} />
                <span className={classes.words}>
                  <span className={classes.name}>{model.label}</span>
                  {model.folder && <span className={classes.folder}>{model.folder}</span>}
                </span>
                {isChosen && <IconCheck size={16} aria-hidden />}
              </div>
            );
          })}
        </div>
      </div>
      {options === 0 && <p className={searchList.none}>{noneWords(isLoading, models.length > 0, reachable, folder)}</p>}
    </div>
  );
}

const offsetOf = (at: number) => Math.max(0, at * optionHeight - 120);

function noneWords(isLoading: boolean, hasAny: boolean, isReachable: boolean, folder: string): string {
  if (isLoading) return 'Asking the engines…';
  if (hasAny) return 'Nothing has that name.';
  return isReachable
    ? `None yet. Put .safetensors files into ComfyUI’s models/${folder} folder, then refresh.`
    : 'No engine has told what it has yet. Start ComfyUI, then refresh.';
}
