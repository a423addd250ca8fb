import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Slot, SlotValues, Template } from '@/shared/api/types';
import type { FieldErrors } from '@/shared/forms/validate';
import { AxisCard } from './AxisCard';
import { axesOf, mostAxes, newAxis, sweepable, type BatchDraft } from './draft';
import classes from './Sweep.module.css';
import type { DraftActs } from './useBatchDraft';
import { axisError } from './validate';

type Props = { draft: BatchDraft; template: Template; values: SlotValues; errors: FieldErrors; acts: DraftActs };

/** Up to three settings, each with several values. */
export function SweepFields({ draft, template, values, errors, acts }: Props) {
  const axes = axesOf(draft, template);
  const taken = new Set(axes.map(({ slot }) => slot.name));
  const free = sweepable(template, values).filter(({ name }) => !taken.has(name));
  const add = (slot: Slot) => acts.change({ axes: [...axes.map(({ axis }) => axis), newAxis(slot)] });

  return (
    <div className={classes.axes}>
      {axes.map(({ axis, slot, values: own }, at) => (
        <AxisCard
          key={axis.key}
          axis={axis}
          slot={slot}
          count={own.length}
          others={axes.slice(0, at).filter(other => other.axis.zipWith === null).map(other => ({ key: other.axis.key, label: other.slot.label }))}
          choices={[slot, ...free]}
          error={axisError(errors, at)}
          onChange={patch => acts.changeAxis(axis.key, patch)}
          onRemove={() => acts.removeAxis(axis.key)}
        />
      ))}
      {errors.axes !== undefined && (
        <p className={classes.error} role="alert">
          {errors.axes}
        </p>
      )}
      {axes.length < mostAxes && free.length > 0 && (
        <Menu position="bottom-start" width={260}>
          <Menu.Target>
            <Button variant="default" leftSection={<IconPlus size={16} stroke={1.8} />} className={classes.add ?? ''}>
              {axes.length === 0 ? 'Choose what to sweep over' : 'And over…'}
            </Button>
          </Menu.Target>
          <Menu.Dropdown className={classes.menu ?? ''}>
            {free.map(slot => (
              <Menu.Item key={slot.name} onClick={() => add(slot)}>
                {slot.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
