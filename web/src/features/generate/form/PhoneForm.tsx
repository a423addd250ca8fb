import { ActionIcon, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { PromptField } from '@/shared/prompt/PromptField';
import { promptProps, type FormProps } from './formProps';
import classes from './PhoneForm.module.css';
import { RestoreNote } from '../restore/RestoreNote';
import { RetryNote } from './RetryNote';

const PhoneSheet = lazy(() => import('./PhoneSheet').then(module => ({ default: module.PhoneSheet })));

/** The words below the stage, the rest in a sheet. */
export function PhoneForm(props: FormProps) {
  const { settings, submission } = props;
  const prompt = promptProps(props);
  const [isOpen, { open, close }] = useDisclosure(false);
  const [wasOpened, setOpened] = useState(false);
  const { errors } = submission;
  const handleOpen = () => {
    setOpened(true);
    open();
  };
  const hidesError = Object.keys(errors).some(path => path !== 'slots.prompt');

  return (
    <form className={classes.bar} aria-label="Settings" noValidate onSubmit={event => event.preventDefault()}>
      <RetryNote isRetry={props.isRetry} error={errors.retryOf} onForget={props.onForgetRetry} />
      <RestoreNote taken={props.taken} onForget={props.onForgetTaken} />
      {prompt && <PromptField compact {...prompt} />}
      {submission.problem && !prompt?.error && (
        <p className={classes.problem} role="alert">
          {submission.problem}
        </p>
      )}
      <div className={classes.row}>
        <ActionIcon variant="default" size={44} aria-label="All settings" data-error={hidesError || undefined} className={classes.more ?? ''} onClick={handleOpen}>
          <IconAdjustmentsHorizontal size={20} stroke={1.6} />
        </ActionIcon>
        <Button variant="default" size="md" px="sm" className={classes.more ?? ''} disabled={submission.isSending} onClick={() => submission.submit({ draft: true })}>
          Draft
        </Button>
        <Button fullWidth size="md" loading={submission.isSending} onClick={() => submission.submit()}>
          {settings.count !== null && settings.count > 1 ? `Generate ${settings.count}` : 'Generate'}
        </Button>
      </div>
      <Suspense>{wasOpened && <PhoneSheet {...props} isOpen={isOpen} onClose={close} />}</Suspense>
    </form>
  );
}
