import { CopyButton } from '@/shared/ui/CopyButton';
import classes from './CopyCommand.module.css';

export function CopyCommand({ command }: { command: string }) {
  return (
    <div className={classes.command}>
      <code>{command}</code>
      <CopyButton text={command} label="Copy command" />
    </div>
  );
}
