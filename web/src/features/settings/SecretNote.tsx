import { Button } from '@mantine/core';
import type { NewWebhook } from '@/shared/api/types';
import { CopyButton } from '@/shared/ui/CopyButton';
import classes from './Webhooks.module.css';

/** The only moment at which the secret can be seen. */
export function SecretNote({ webhook: { webhook, secret }, onClose }: { webhook: NewWebhook; onClose: () => void }) {
  return (
    <article className={`${classes.card} ${classes.secret}`} aria-label="Signing secret" role="status">
      <p className={classes.url}>Copy the signing secret now: it is not shown again.</p>
      <div className={classes.code}>
        <span>{secret}</span>
        <CopyButton text={secret} label="Copy the secret" />
      </div>
      <p className={classes.note}>
        {webhook.url} checks the header webhook-signature with it. Libraries for the Standard Webhooks scheme do that in one line.
      </p>
      <div className={classes.buttons}>
        <Button variant="default" c="var(--cs-text)" onClick={onClose}>
          I have it
        </Button>
      </div>
    </article>
  );
}
