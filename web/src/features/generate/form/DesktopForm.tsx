import { softPromptLimit } from '../validate';
import classes from './DesktopForm.module.css';
import type { FormProps } from './formProps';
import { GenerateBar } from './GenerateBar';
import { NegativeField } from './NegativeField';
import { PromptField } from './PromptField';
import { RetryNote } from './RetryNote';
import { SettingsSection } from './SettingsSection';

export function DesktopForm(props: FormProps) {
  const { settings, template, submission, onChange, promptRef } = props;
  return (
    <form className={classes.form} aria-label="Settings" noValidate onSubmit={event => event.preventDefault()}>
      <div className={classes.scroll}>
        <RetryNote isRetry={props.isRetry} error={submission.errors.retryOf} onForget={props.onForgetRetry} />
        <PromptField
          ref={promptRef}
          value={settings.prompt}
          onChange={prompt => onChange({ prompt })}
          softLimit={softPromptLimit(template)}
          error={submission.errors['slots.prompt']}
        />
        <NegativeField
          value={settings.negative}
          onChange={negative => onChange({ negative })}
          error={submission.errors['slots.negative']}
        />
        <SettingsSection {...props} />
      </div>
      <GenerateBar
        count={settings.count}
        onCount={count => onChange({ count })}
        countError={submission.errors.count}
        isSending={submission.isSending}
        onGenerate={submission.submit}
        problem={submission.problem}
      />
    </form>
  );
}
