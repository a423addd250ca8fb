import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import type { Template } from '@/shared/api/types';
import { bytes, count, plural } from '@/shared/format/words';
import { missingWords } from '@/shared/templates/readiness';
import { toProblem } from '@/shared/api/problem';
import type { BatchPlan } from '../types';
import { aboutSeconds } from '../words';
import classes from './Estimate.module.css';
import type { PlanState } from './usePlan';

type Props = { state: PlanState; images: number | null; template: Template | undefined; refusals: readonly string[] };

/** What will be made, how long it takes and what it needs, before anything is. */
export function EstimatePanel({ state: { plan, isStale, problem, retry }, images, template, refusals }: Props) {
  return (
    <section className={classes.panel} aria-label="Estimate" aria-busy={isStale}>
      <dl className={classes.facts} data-stale={isStale || undefined}>
        <Fact label="Images" value={imagesWords(plan, images)} isMain />
        <Fact label="Time" value={timeWords(plan)} note={rangeWords(plan)} />
        <Fact label="Disk" value={plan?.bytes == null ? '–' : `about ${bytes(plan.bytes)}`} />
        <Fact label="Model switches" value={plan ? count(plan.modelSwitches) : '–'} note={plan && plan.modelSwitches > 0 && plan.order === 'models' ? 'in the order that switches least' : null} />
      </dl>
      {problem && (
        <p className={classes.problem} role="status">
          {toProblem(problem).message} What you typed stays.{' '}
          <UnstyledButton className={classes.again} onClick={retry}>
            Try again
          </UnstyledButton>
        </p>
      )}
      {refusals.map(sentence => (
        <p key={sentence} className={classes.refusal} role="alert">
          {sentence}
        </p>
      ))}
      {plan && <Missing plan={plan} template={template} />}
      {plan && plan.warnings.length > 0 && (
        <ul className={classes.warnings}>
          {plan.warnings.map(({ field, message }) => (
            <li key={`${field} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {plan && plan.prompts.length > 0 && <Prompts prompts={plan.prompts} />}
    </section>
  );
}

function Fact({ label, value, note = null, isMain = false }: { label: string; value: string; note?: string | null; isMain?: boolean }) {
  return (
    <div data-main={isMain || undefined}>
      <dt>{label}</dt>
      <dd>
        {value}
        {note !== null && <small>{note}</small>}
      </dd>
    </div>
  );
}

const imagesWords = (plan: BatchPlan | null, images: number | null) => {
  const known = plan?.images ?? images;
  return known === null ? '–' : count(known);
};
const timeWords = (plan: BatchPlan | null) => (plan?.seconds ? `about ${aboutSeconds(plan.seconds.p50)}` : plan ? 'not known yet' : '–');

function rangeWords(plan: BatchPlan | null): string | null {
  if (!plan?.seconds) return plan ? 'nothing like it has run yet' : null;
  const [low, high] = [aboutSeconds(plan.seconds.low), aboutSeconds(plan.seconds.high)];
  return low === high ? null : `${low} – ${high}`;
}

function Missing({ plan, template }: { plan: BatchPlan; template: Template | undefined }) {
  if (plan.missing.length === 0 || !template) return null;
  return (
    <p className={classes.missing} role="note">
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <span>
        {plan.missing.map(engine => `${engine.name} lacks ${missingWords(engine)}`).join('; ')}.{' '}
        <Link to="/workflows" search={{ template: template.id }}>
          What to install
        </Link>
      </span>
    </p>
  );
}

function Prompts({ prompts }: { prompts: readonly string[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <UnstyledButton className={classes.toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <IconChevronRight size={16} stroke={1.8} aria-hidden />
        {prompts.length === 1 ? 'The prompt as it is sent' : `The first ${plural(prompts.length, 'prompt')} as they are sent`}
      </UnstyledButton>
      {isOpen && (
        <ol className={classes.prompts}>
          {prompts.map((prompt, at) => (
            <li key={at}>{prompt}</li>
          ))}
        </ol>
      )}
    </div>
  );
}
