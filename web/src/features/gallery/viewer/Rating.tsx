import { IconStar, IconStarFilled } from '@tabler/icons-react';
import classes from './Rating.module.css';

type Props = { value: number; onChange: (rating: number) => void };

/** Five stars; the one that is set takes them off again. */
export function Rating({ value, onChange }: Props) {
  return (
    <span className={classes.rating} role="group" aria-label={value === 0 ? 'No stars' : `${value} of 5 stars`}>
      {[1, 2, 3, 4, 5].map(star => (
        <button
          key={star}
          type="button"
          aria-label={star === 1 ? '1 star' : `${star} stars`}
          aria-pressed={star === value}
          data-set={star <= value || undefined}
          onClick={() => onChange(star === value ? 0 : star)}
        >
          {star <= value ? <IconStarFilled size={18} aria-hidden /> : <IconStar size={18} stroke={1.6} aria-hidden />}
        </button>
      ))}
    </span>
  );
}
