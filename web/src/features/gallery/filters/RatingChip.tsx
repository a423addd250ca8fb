import { Popover, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown, IconStarFilled } from '@tabler/icons-react';
import type { FacetValue } from '@/shared/api/types';
import { count } from '@/shared/format/words';
import { LatePopup } from '@/shared/ui/LatePopup';
import classes from './Chips.module.css';
import { ratingCounts } from './fields';

type Props = { rating: number | undefined; counts: readonly FacetValue[]; onChange: (rating: number | undefined) => void };

const wordsOf = (stars: number) => (stars === 5 ? '5 stars' : stars === 1 ? 'Any stars' : `${stars} stars or more`);

export function RatingChip({ rating, counts, onChange }: Props) {
  return (
    <LatePopup
      target={button => (
        <UnstyledButton className={classes.chip} data-active={rating !== undefined || undefined} aria-haspopup="dialog" {...button}>
          <span>{rating === undefined ? 'Rating' : wordsOf(rating)}</span>
          <IconChevronDown size={14} stroke={1.8} aria-hidden />
        </UnstyledButton>
      )}
    >
      {(target, close) => (
        <Popover opened onChange={open => !open && close()} position="bottom-start" width={240} trapFocus>
          <Popover.Target>{target}</Popover.Target>
          <Popover.Dropdown p={0} aria-label="Rating">
            <ul className={classes.values}>
              {ratingCounts(counts).map(({ stars, count: number }) => (
                <li key={stars}>
                  <UnstyledButton
                    className={classes.value}
                    role="checkbox"
                    aria-checked={rating === stars}
                    aria-label={`${wordsOf(stars)}, ${count(number)}`}
                    onClick={() => {
                      onChange(rating === stars ? undefined : stars);
                      close();
                    }}
                  >
                    <IconCheck size={16} aria-hidden />
                    <span className={classes.stars}>
                      {Array.from({ length: stars }, (_, at) => (
                        <IconStarFilled key={at} size={14} aria-hidden />
                      ))}
                    </span>
                    <span className={classes.count}>{count(number)}</span>
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          </Popover.Dropdown>
        </Popover>
      )}
    </LatePopup>
  );
}
