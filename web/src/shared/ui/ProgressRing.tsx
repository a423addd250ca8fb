import classes from './ProgressRing.module.css';

const radius = 7;
const length = 2 * Math.PI * radius;

/** The small form of a progress bar; what it means stands in words beside it. */
export function ProgressRing({ fraction }: { fraction: number | null }) {
  return (
    <svg viewBox="0 0 18 18" width={18} height={18} className={classes.ring} data-unknown={fraction === null || undefined} aria-hidden>
      <circle cx="9" cy="9" r={radius} className={classes.track} />
      <circle cx="9" cy="9" r={radius} className={classes.fill} strokeDasharray={length} strokeDashoffset={length * (1 - (fraction ?? 0.25))} />
    </svg>
  );
}
