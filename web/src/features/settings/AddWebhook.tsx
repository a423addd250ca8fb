import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type SyntheticEvent } from 'react';
import { toProblem } from '@/shared/api/problem';
import type { NewWebhook } from '@/shared/api/types';
import classes from './Webhooks.module.css';
import { choosableEvents, eventLabels, useAddWebhook } from './webhooks';

type Props = { onAdded: (webhook: NewWebhook) => void };

export function AddWebhook({ onAdded }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<string[]>([...choosableEvents]);
  const adding = useAddWebhook();
  const problem = adding.error ? toProblem(adding.error) : null;

  if (!isOpen)
    return (
      <div className={classes.buttons}>
        <Button variant="default" c="var(--cs-text)" leftSection={<IconPlus size={16} />} onClick={() => setIsOpen(true)}>
          Add a webhook
        </Button>
      </div>
    );

  const close = () => {
    setIsOpen(false);
    setUrl('');
    adding.reset();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    adding.mutate({ url: url.trim(), events, enabled: true }, { onSuccess: made => { close(); onAdded(made); } });
  };

  return (
    <form className={classes.card} aria-label="New webhook" noValidate onSubmit={submit}>
      <TextInput
        label="Address"
        type="url"
        inputMode="url"
        placeholder="https://example.org/hook"
        autoFocus
        value={url}
        error={problem?.fields.url}
        onChange={event => setUrl(event.currentTarget.value)}
      />
      <Checkbox.Group label="Tell it when" value={events} onChange={setEvents} error={problem?.fields.events}>
        {choosableEvents.map(name => (
          <Checkbox key={name} mt="xs" value={name} label={eventLabels[name]} />
        ))}
      </Checkbox.Group>
      {problem && Object.keys(problem.fields).length === 0 && (
        <p className={classes.problem} role="alert">
          {problem.message}
        </p>
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={adding.isPending}>
          Add
        </Button>
        <Button variant="default" c="var(--cs-text)" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
