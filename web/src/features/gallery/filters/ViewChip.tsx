import { ActionIcon, Popover, SegmentedControl, Select, Slider } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { LatePopup } from '@/shared/ui/LatePopup';
import { largest, smallest, type GridView } from '../grid/view';
import type { Sort } from '../search';
import classes from './Chips.module.css';

const orders: { value: Sort; label: string }[] = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'model', label: 'By checkpoint' },
  { value: 'prompt', label: 'By prompt' },
  { value: 'rating', label: 'Best rated first' },
];

type Props = { view: GridView; sort: Sort; onView: (view: GridView) => void; onSort: (sort: Sort) => void };

/** How the images lie and in which order. */
export function ViewChip({ view, sort, onView, onSort }: Props) {
  return (
    <LatePopup
      target={button => (
        <ActionIcon size={32} aria-label="Order and layout" aria-haspopup="dialog" {...button}>
          <IconAdjustmentsHorizontal size={19} stroke={1.6} />
        </ActionIcon>
      )}
    >
      {(target, close) => (
        <Popover opened onChange={open => !open && close()} position="bottom-end" width={280} trapFocus>
          <Popover.Target>{target}</Popover.Target>
          <Popover.Dropdown aria-label="Order and layout" className={classes.view ?? ''}>
            <Select label="Order" data={orders} value={sort} comboboxProps={{ withinPortal: false }} onChange={value => onSort(value ?? 'newest')} />
            <SegmentedControl
              fullWidth
              aria-label="Layout"
              data={[
                { value: 'justified', label: 'Whole images' },
                { value: 'square', label: 'Squares' },
              ]}
              value={view.mode}
              onChange={mode => onView({ ...view, mode })}
            />
            <div>
              <label id="tile-size">Size</label>
              <Slider
                thumbProps={{ 'aria-labelledby': 'tile-size' }}
                label={null}
                min={smallest}
                max={largest}
                step={10}
                value={view.rowHeight}
                onChange={rowHeight => onView({ ...view, rowHeight })}
              />
            </div>
          </Popover.Dropdown>
        </Popover>
      )}
    </LatePopup>
  );
}
