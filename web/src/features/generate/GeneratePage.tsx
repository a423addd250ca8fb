import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Image, SlotValues } from '@/shared/api/types';
import { outdatedMasks } from '@/shared/forms/outdatedMasks';
import { promptSlot } from '@/shared/forms/sections';
import { CancelDialog } from '@/shared/jobs/CancelDialog';
import { useJobActions } from '@/shared/jobs/useJobActions';
import { templatesQuery } from '@/shared/templates/queries';
import { DropZone } from '@/shared/ui/DropZone';
import { PageHeading } from '@/shared/ui/Page';
import { useStable } from '@/shared/ui/useStable';
import { DesktopForm } from './form/DesktopForm';
import type { FormProps } from './form/formProps';
import { emptied, offerMaskBack } from './form/offerMaskBack';
import { PhoneForm } from './form/PhoneForm';
import classes from './GeneratePage.module.css';
import { usePromptHistory } from '@/shared/prompt/history';
import { meantBy, resetPatch, type Patch } from '@/shared/forms/settings';
import { Stage } from './stage/Stage';
import { idOf, underway } from './stage/stageContent';
import { Filmstrip } from './strip/Filmstrip';
import { useArrival } from './useArrival';
import { useGenerateKeys } from './useGenerateKeys';
import { useRetry } from './useRetry';
import { useSession } from './useSession';
import { useSettings } from '@/shared/forms/useSettings';
import { useStage } from './useStage';
import { useSubmit } from './useSubmit';
import { usePastedPicture } from './usePastedPicture';
import { useTakeOver } from './useTakeOver';

export function GeneratePage() {
  const prompt = useRef<HTMLTextAreaElement>(null);
  const isPhone = useMediaQuery('(max-width: 61.99em)', false, { getInitialValueInEffect: false });
  const templates = useQuery(templatesQuery);
  const session = useSession();
  const history = usePromptHistory();
  const { settings, change, template } = useSettings();
  const stage = useStage(session.groups);
  const jobActions = useJobActions({ jobs: stage.jobs, onRetried: job => stage.select({ type: 'job', id: job.id }) });

  const { retry, forget } = useRetry(settings.template, change);
  const submission = useSubmit({
    settings,
    template,
    retryOf: retry?.id ?? null,
    onSubmitted: ({ id }) => {
      forget();
      session.remember(id);
      const words = settings.values[template ? (promptSlot(template)?.name ?? '') : 'prompt'];
      if (typeof words === 'string') history.remember(words);
      stage.follow();
    },
  });
  const handleChange = (patch: Patch) => {
    submission.forgive(Object.keys({ ...patch, ...patch.values }));
    change(patch);
  };
  const handleValues = useStable((values: SlotValues) => {
    const masks = template ? outdatedMasks(template, settings.values, values) : {};
    handleChange({ values: { ...values, ...emptied(masks) } });
    if (template && Object.keys(masks).length > 0) offerMaskBack(template, masks, () => handleChange({ values: masks }));
  });
  const { takeOver, takeFile, taken, forget: forgetTaken } = useTakeOver(settings.template, handleChange);
  usePastedPicture(template, settings.values, picture => void takeFile(picture));
  useArrival(settings.template, handleChange);

  const { content } = stage;
  const meantOf = ({ jobId }: Image) => {
    const job = stage.jobs.find(({ id }) => id === jobId);
    return job ? meantBy(job, templates.data ?? []) : null;
  };
  useGenerateKeys({
    prompt,
    onGenerate: () => submission.submit(),
    onDraft: () => submission.submit({ draft: true }),
    onCancel: () => {
      const job = underway(content, stage.jobs);
      if (job) jobActions.ask(job);
    },
  });

  const form: FormProps = {
    settings,
    template,
    templates,
    submission,
    onChange: handleChange,
    onValues: handleValues,
    onReset: () => template && handleChange(resetPatch(template)),
    promptRef: prompt,
    isRetry: retry !== null,
    onForgetRetry: forget,
    taken,
    onForgetTaken: forgetTaken,
  };
  return (
    <DropZone className={classes.page} label="Drop an image to bring its settings back" onDrop={([file]) => file && void takeFile(file)}>
      <PageHeading title="Generate" />
      {!isPhone && <DesktopForm {...form} />}
      <Stage
        content={content}
        actions={{
          onCancel: jobActions.ask,
          onRetry: jobActions.retry,
          onUseSeed: seed => handleValues({ seed }),
          onReload: stage.reload,
          onUseSettings: id => void takeOver(id),
          isDraft: image => meantOf(image) !== null,
          onRenderProperly: image => {
            const meant = meantOf(image);
            if (meant) submission.submit({ settings: meant });
          },
          onTryPrompt: idea => {
            handleValues({ prompt: idea });
            prompt.current?.focus();
          },
        }}
      />
      <Filmstrip items={stage.items} current={idOf(content)} onSelect={stage.select} />
      {isPhone && <PhoneForm {...form} />}
      <CancelDialog job={jobActions.pending} siblings={jobActions.siblings} onCancel={jobActions.cancelAll} onClose={jobActions.close} />
    </DropZone>
  );
}
