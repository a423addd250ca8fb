import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { CancelDialog } from '@/shared/jobs/CancelDialog';
import { useJobActions } from '@/shared/jobs/useJobActions';
import { PageHeading } from '@/shared/ui/Page';
import { templatesQuery } from './api';
import { DesktopForm } from './form/DesktopForm';
import type { FormProps } from './form/formProps';
import { PhoneForm } from './form/PhoneForm';
import classes from './GeneratePage.module.css';
import type { Settings } from './settings';
import { Stage } from './stage/Stage';
import { idOf, underway } from './stage/stageContent';
import { Filmstrip } from './strip/Filmstrip';
import { useGenerateKeys } from './useGenerateKeys';
import { useRetry } from './useRetry';
import { useSession } from './useSession';
import { useSettings } from './useSettings';
import { useStage } from './useStage';
import { useSubmit } from './useSubmit';
import { useTakeOver } from './useTakeOver';

export function GeneratePage() {
  const prompt = useRef<HTMLTextAreaElement>(null);
  const isPhone = useMediaQuery('(max-width: 61.99em)', false, { getInitialValueInEffect: false });
  const templates = useQuery(templatesQuery);
  const session = useSession();
  const { settings, change, template } = useSettings();
  const stage = useStage(session.groups);
  const jobActions = useJobActions({ jobs: stage.jobs, onRetried: job => stage.select({ type: 'job', id: job.id }) });

  const { retry, forget } = useRetry(change);
  const submission = useSubmit({
    settings,
    template,
    retryOf: retry?.id ?? null,
    onSubmitted: groupId => {
      forget();
      session.remember(groupId);
      stage.follow();
    },
  });
  const handleChange = (patch: Partial<Settings>) => {
    submission.forgive(Object.keys(patch));
    change(patch);
  };
  const takeOver = useTakeOver(handleChange);

  const { content } = stage;
  useGenerateKeys({
    prompt,
    onGenerate: submission.submit,
    onCancel: () => {
      const job = underway(content, stage.jobs);
      if (job) jobActions.ask(job);
    },
  });

  const form: FormProps = { settings, template, templates, submission, onChange: handleChange, promptRef: prompt, isRetry: retry !== null, onForgetRetry: forget };
  return (
    <div className={classes.page}>
      <PageHeading title="Generate" />
      {!isPhone && <DesktopForm {...form} />}
      <Stage
        content={content}
        actions={{
          onCancel: jobActions.ask,
          onRetry: jobActions.retry,
          onUseSeed: seed => handleChange({ seed }),
          onReload: stage.reload,
          onUseSettings: id => void takeOver(id),
          onTryPrompt: idea => {
            handleChange({ prompt: idea });
            prompt.current?.focus();
          },
        }}
      />
      <Filmstrip items={stage.items} current={idOf(content)} onSelect={stage.select} />
      {isPhone && <PhoneForm {...form} />}
      <CancelDialog job={jobActions.pending} siblings={jobActions.siblings} onCancel={jobActions.cancelAll} onClose={jobActions.close} />
    </div>
  );
}
