import { ActionIcon, Button, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { mostImages, softPromptLimit } from '../validate';
import type { FormProps } from './formProps';
import { NegativeField } from './NegativeField';
import { NumberField } from './NumberField';
import classes from './PhoneForm.module.css';
import { PromptField } from './PromptField';
import { SettingsSection } from './SettingsSection';

/** The words below the stage, the rest in a sheet. */
export function PhoneForm(props: FormProps) {
  const { settings, template, submission, onChange, promptRef } = props;
  const [isOpen, { open, close }] = useDisclosure(false);
  const { errors } = submission;
  const hidesError = Object.keys(errors).some(path => path !== 'slots.prompt');

  return (
    <form className={classes.bar} aria-label="Settings" noValidate onSubmit={event => event.preventDefault()}>
      <PromptField
        compact
        ref={promptRef}
        value={settings.prompt}
        onChange={prompt => onChange({ prompt })}
        softLimit={softPromptLimit(template)}
        error={errors['slots.prompt']}
      />
      {submission.problem && !errors['slots.prompt'] && (
        <p className={classes.problem} role="alert">
          {submission.problem}
        </p>
      )}
      <div className={classes.row}>
        <ActionIcon variant="default" size={44} aria-label="All settings" data-error={hidesError || undefined} className={classes.more ?? ''} onClick={open}>
          <IconAdjustmentsHorizontal size={20} stroke={1.6} />
        </ActionIcon>
        <Button fullWidth size="md" loading={submission.isSending} onClick={submission.submit}>
          {settings.count !== null && settings.count > 1 ? `Generate ${settings.count}` : 'Generate'}
        </Button>
      </div>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="bottom"
        size="85%"
        title="Settings"
        classNames={{ content: classes.sheet ?? '', header: classes.sheetHeader ?? '' }}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className={classes.fields}>
          <NegativeField value={settings.negative} onChange={negative => onChange({ negative })} error={errors['slots.negative']} />
          <SettingsSection {...props} />
          <NumberField
            label="Number of images"
            hideControls={false}
            min={1}
            max={mostImages}
            allowDecimal={false}
            value={settings.count}
            onChange={count => onChange({ count })}
            error={errors.count}
          />
        </div>
      </Drawer>
    </form>
  );
}
