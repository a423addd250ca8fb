import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Engine, Job } from '@/shared/api/types';
import { enginesQuery } from '@/shared/engines/queries';
import { engineWords } from '@/shared/engines/words';
import { plural } from '@/shared/format/words';
import { describeJob } from '@/shared/jobs/describe';
import { useLiveJob } from '@/shared/jobs/useLiveJob';
import { useUnderway } from '@/shared/jobs/useUnderway';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import classes from './StatusDetails.module.css';

export function StatusDetails({ onLeave }: { onLeave: () => void }) {
  const { data: engines = [] } = useQuery(enginesQuery);
  const { active = [], counts } = useUnderway();
  const waiting = counts?.queued ?? 0;

  return (
    <div className={classes.details}>
      <section aria-label="Running">
        {active.length === 0 && <p className={classes.quiet}>Nothing is running.</p>}
        {active.slice(-3).map(job => (
          <RunningJob key={job.id} job={job} />
        ))}
        <Link to="/queue" onClick={onLeave} className={classes.link}>
          {waiting > 0 ? `${plural(waiting, 'image')} waiting` : 'Open the queue'}
        </Link>
      </section>
      <section aria-label="Engines">
        {engines.map(engine => (
          <EngineLine key={engine.id} engine={engine} />
        ))}
        <Link to="/engines" onClick={onLeave} className={classes.link}>
          Engines
        </Link>
      </section>
    </div>
  );
}

function RunningJob({ job }: { job: Job }) {
  const { progress } = useLiveJob(job);
  const { title, fraction } = describeJob(job, progress);
  return (
    <div className={classes.job}>
      <div className={classes.prompt}>{job.prompt}</div>
      <ProgressBar fraction={fraction} label={title} />
      <div className={classes.quiet}>{title}</div>
    </div>
  );
}

function EngineLine({ engine }: { engine: Engine }) {
  const { label, tone } = engineWords(engine);
  return (
    <div className={classes.engine}>
      <span className={classes.name}>{engine.name}</span>
      <span className={classes.state} data-tone={tone}>
        {label}
      </span>
      {engine.problem && <p className={classes.problem}>{engine.problem}</p>}
    </div>
  );
}
