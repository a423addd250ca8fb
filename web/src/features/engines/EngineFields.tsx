import { NumberInput, PasswordInput, SegmentedControl, TagsInput, TextInput } from '@mantine/core';
import { useId } from 'react';
import classes from './EngineForm.module.css';
import { mostTags, tidyTags, type EngineDraft, type Login } from './engineDraft';

type Props = {
  draft: EngineDraft;
  onChange: (change: Partial<EngineDraft>) => void;
  errors: Readonly<Record<string, string>>;
  knownTags: string[];
  /** The studio has a login for it already. */
  canKeepLogin: boolean;
};

const logins: { value: Login; label: string }[] = [
  { value: 'keep', label: 'As it is' },
  { value: 'none', label: 'None' },
  { value: 'token', label: 'Token' },
  { value: 'password', label: 'User' },
];

export function EngineFields({ draft, onChange, errors, knownTags, canKeepLogin }: Props) {
  const loginLabel = useId();
  return (
    <>
      <TextInput
        label="Name"
        placeholder="Attic"
        data-autofocus
        maxLength={60}
        value={draft.name}
        error={errors.name}
        onChange={event => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Address"
        placeholder="http://192.168.1.20:8188"
        type="url"
        inputMode="url"
        spellCheck={false}
        autoComplete="off"
        value={draft.address}
        error={errors.address}
        onChange={event => onChange({ address: event.currentTarget.value })}
      />
      <div className={classes.login}>
        <span id={loginLabel} className={classes.label}>Login of the proxy before it</span>
        <SegmentedControl
          fullWidth
          aria-labelledby={loginLabel}
          data={canKeepLogin ? logins : logins.slice(1)}
          value={draft.login}
          onChange={login => onChange({ login })}
        />
        {/* Not shown as its own field while another kind of login is chosen. */}
        {errors.token && draft.login !== 'token' && <p className={classes.error} role="alert">{errors.token}</p>}
      </div>
      {draft.login === 'token' && (
        <PasswordInput
          label="Token"
          description="Sent as a bearer token. It is kept and never shown again."
          autoComplete="off"
          value={draft.token}
          error={errors.token}
          onChange={event => onChange({ token: event.currentTarget.value })}
        />
      )}
      {draft.login === 'password' && (
        <div className={classes.pair}>
          <TextInput
            label="User name"
            autoComplete="off"
            value={draft.userName}
            error={errors.userName}
            onChange={event => onChange({ userName: event.currentTarget.value })}
          />
          <PasswordInput
            label="Password"
            autoComplete="new-password"
            value={draft.password}
            error={errors.password}
            onChange={event => onChange({ password: event.currentTarget.value })}
          />
        </div>
      )}
      <TagsInput
        label="Tags"
        description="What it is called by when any of several will do. Enter after each."
        placeholder={draft.tags.length === 0 ? 'fast, sdxl' : ''}
        data={knownTags}
        maxTags={mostTags}
        value={draft.tags}
        error={errors.tags}
        onChange={tags => onChange({ tags: tidyTags(tags) })}
      />
      <NumberInput
        label="Weight"
        description="How fast it is, next to the others, until the studio has measured it. 1 is usual."
        min={0.1}
        max={10}
        step={0.5}
        decimalScale={1}
        value={draft.weight}
        error={errors.weight}
        onChange={weight => onChange({ weight: typeof weight === 'number' ? weight : '' })}
      />
    </>
  );
}
