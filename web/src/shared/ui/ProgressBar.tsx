import classes from './ProgressBar.module.css';

type Props = { fraction: number | null; label: string };

/** A hairline that fills; without a fraction it breathes. */
export function ProgressBar({ fraction, label }: Props) {
  const known = fraction === null ? {} : { 'aria-valuenow': Math.round(fraction * 100), 'aria-valuemin': 0, 'aria-valuemax': 100 };
  return (
    <div role="progressbar" aria-label={label} className={classes.track} data-unknown={fraction === null || undefined} {...known}>
      <div className={classes.fill} style={{ transform: `scaleX(${fraction ?? 0.3})` }} />
    </div>
  );
}
