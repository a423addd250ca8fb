import { Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { FacetValue } from '@/shared/api/types';
import { count } from '@/shared/format/words';
import { LatePopup } from '@/shared/ui/LatePopup';
import searchList from '@/shared/ui/searchList.module.css';
import classes from './Chips.module.css';

type Props = { label: string; values: readonly FacetValue[]; chosen: readonly string[]; onToggle: (value: string) => void };

/** One property: what it is narrowed to, and what there is to narrow it to. */
export function FacetChip({ label, values, chosen, onToggle }: Props) {
  const first = chosen[0];
  const named = first === undefined ? null : (values.find(({ value }) => value === first)?.label ?? first);
  const words = named === null ? label : chosen.length > 1 ? `${label}: ${named} +${chosen.length - 1}` : `${label}: ${named}`;
  return (
    <LatePopup
      target={button => (
        <UnstyledButton className={classes.chip} data-active={chosen.length > 0 || undefined} aria-haspopup="dialog" {...button}>
          <span>{words}</span>
          <IconChevronDown size={14} stroke={1.8} aria-hidden />
        </UnstyledButton>
      )}
    >
      {(target, close) => (
        <Popover opened onChange={open => !open && close()} position="bottom-start" width="min(300px, calc(100vw - 24px))" trapFocus>
          <Popover.Target>{target}</Popover.Target>
          <Popover.Dropdown p={0} aria-label={label}>
            <Values label={label} values={values} chosen={chosen} onToggle={onToggle} />
          </Popover.Dropdown>
        </Popover>
      )}
    </LatePopup>
  );
}

function Values({ label, values, chosen, onToggle }: Props) {
  const [words, setWords] = useState('');
  const gone = chosen.filter(value => values.every(other => other.value !== value)).map(value => ({ value, label: value, count: 0 }));
  const found = [...gone, ...values].filter(value => value.label.toLowerCase().includes(words.toLowerCase()));
  return (
    <>
      {values.length > 8 && (
        <TextInput
          data-autofocus
          variant="unstyled"
          className={searchList.search ?? ''}
          aria-label={`Search ${label.toLowerCase()}`}
          placeholder="Search"
          leftSection={<IconSearch size={16} stroke={1.6} />}
          value={words}
          onChange={event => setWords(event.currentTarget.value)}
        />
      )}
      <ul className={classes.values}>
        {found.map(value => (
          <li key={value.value}>
            <UnstyledButton className={classes.value} role="checkbox" aria-checked={chosen.includes(value.value)} onClick={() => onToggle(value.value)}>
              <IconCheck size={16} aria-hidden />
              <span title={value.value}>{value.label}</span>
              <span className={classes.count}>{count(value.count)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={searchList.none}>{values.length === 0 ? 'None of these images has one.' : 'Nothing has that name.'}</p>}
    </>
  );
}
