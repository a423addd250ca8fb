import { PromptField } from '@/shared/prompt/PromptField';
import { StyleChip } from '@/shared/prompt/StyleChip';
import { WordsButton } from '@/shared/prompt/WordsButton';
import classes from './DesktopForm.module.css';
import { negativeProps, promptProps, type FormProps } from './formProps';
import { GenerateBar } from './GenerateBar';
import { NegativeField } from '@/shared/prompt/NegativeField';
import { RestoreNote } from '../restore/RestoreNote';
import { RetryNote } from './RetryNote';
import { SettingsSection } from './SettingsSection';

export function DesktopForm(props: FormProps) {
  const { settings, submission, onChange } = props;
  const prompt = promptProps(props);
  const negative = negativeProps(props);
  return (
    <form className={classes.form} aria-label="Settings" noValidate onSubmit={event => event.preventDefault()}>
      <div className={classes.scroll}>
        <RetryNote isRetry={props.isRetry} error={submission.errors.retryOf} onForget={props.onForgetRetry} />
        <RestoreNote taken={props.taken} onForget={props.onForgetTaken} />
        {prompt && <PromptField {...prompt} tools={<WordsButton style={settings.style} onStyle={style => onChange({ style })} />} />}
        {settings.style !== null && prompt && <StyleChip style={settings.style} onClear={() => onChange({ style: null })} />}
        {negative && <NegativeField {...negative} />}
        <SettingsSection {...props} />
      </div>
      <GenerateBar
        count={settings.count}
        onCount={count => onChange({ count })}
        countError={submission.errors.count}
        isSending={submission.isSending}
        onGenerate={() => submission.submit()}
        onDraft={() => submission.submit({ draft: true })}
        problem={submission.problem}
      />
    </form>
  );
}
