import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { QueueState } from '@/shared/api/types';
import { count } from '@/shared/format/words';
import classes from './FilterChips.module.css';
import { countOf, filters, labels, type QueueFilter } from './filters';

type Props = { value: QueueFilter; counts: QueueState | undefined; onChange: (filter: QueueFilter) => void; tools?: ReactNode };

export function FilterChips({ value, counts, onChange, tools }: Props) {
  return (
    <div className={classes.chips}>
      <div className={classes.group} role="group" aria-label="Show">
        {filters.map(filter => {
        const number = counts ? countOf(filter, counts) : null;
        return (
          <UnstyledButton key={filter} className={classes.chip} aria-pressed={filter === value} onClick={() => onChange(filter)}>
            {labels[filter]}
            {number !== null && number > 0 && <span>{count(number)}</span>}
          </UnstyledButton>
        );
        })}
      </div>
      {tools && <div className={classes.tools}>{tools}</div>}
    </div>
  );
}
