import type { Estimate } from '@/shared/api/types';
import { estimateWords } from '@/shared/jobs/estimate';
import classes from './EstimateText.module.css';

/** When it will start and how long it then takes, as far as earlier runs tell. */
export function EstimateText({ estimate }: { estimate: Estimate | null }) {
  if (!estimate) return <div className={classes.estimate} />;
  const { wait, range, run, model, basis } = estimateWords(estimate);
  if (!wait && !run) return <div className={classes.estimate} />;
  return (
    <div className={classes.estimate} title={basis}>
      <span className={classes.wait}>
        {wait ?? run}
        {range && <small>{range}</small>}
      </span>
      <span className={classes.rest}>{[wait ? run : null, model].filter(Boolean).join(' · ')}</span>
    </div>
  );
}
