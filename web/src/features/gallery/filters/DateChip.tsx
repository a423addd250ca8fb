import { Button, Group, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { LatePopup } from '@/shared/ui/LatePopup';
import { rangeProblem } from '../search';
import classes from './Chips.module.css';
import { daysBack, rangeWords } from './dates';

type Range = { from?: string | undefined; to?: string | undefined };
type Props = Range & { onChange: (range: Range) => void };

/** From one day to another, both included. */
export function DateChip({ from, to, onChange }: Props) {
  return (
    <LatePopup
      target={button => (
        <UnstyledButton className={classes.chip} data-active={from !== undefined || to !== undefined || undefined} aria-haspopup="dialog" {...button}>
          <span>{rangeWords(from, to)}</span>
          <IconChevronDown size={14} stroke={1.8} aria-hidden />
        </UnstyledButton>
      )}
    >
      {(target, close) => (
        <Popover opened onChange={open => !open && close()} position="bottom-start" width={300} trapFocus>
          <Popover.Target>{target}</Popover.Target>
          <Popover.Dropdown aria-label="Date">
            <DateForm from={from} to={to} onChange={onChange} onClose={close} />
          </Popover.Dropdown>
        </Popover>
      )}
    </LatePopup>
  );
}

const spans = [
  { label: 'Today', days: 0 },
  { label: 'Last 7 days', days: 6 },
  { label: 'Last 30 days', days: 29 },
];

function DateForm({ from, to, onChange, onClose }: Props & { onClose: () => void }) {
  const [typed, setTyped] = useState<Range>({ from: from?.slice(0, 10), to: to?.slice(0, 10) });
  const range = { ...(typed.from ? { from: typed.from } : {}), ...(typed.to ? { to: typed.to } : {}) };
  const problem = rangeProblem(range);
  const apply = (next: Range) => {
    onChange(next);
    onClose();
  };
  return (
    <form
      className={classes.dates}
      onSubmit={event => {
        event.preventDefault();
        if (problem === null) apply({ from: range.from, to: range.to });
      }}
    >
      <Group gap={6}>
        {spans.map(({ label, days }) => (
          <Button key={label} size="compact-sm" variant="default" onClick={() => apply({ from: daysBack(days, new Date()), to: undefined })}>
            {label}
          </Button>
        ))}
      </Group>
      <TextInput type="date" label="From" max={typed.to ?? undefined} value={typed.from ?? ''} onChange={event => setTyped({ ...typed, from: event.currentTarget.value })} />
      <TextInput
        type="date"
        label="To"
        min={typed.from ?? undefined}
        value={typed.to ?? ''}
        error={problem}
        onChange={event => setTyped({ ...typed, to: event.currentTarget.value })}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => apply({ from: undefined, to: undefined })}>
          Any time
        </Button>
        <Button type="submit" disabled={problem !== null}>
          Show
        </Button>
      </Group>
    </form>
  );
}
