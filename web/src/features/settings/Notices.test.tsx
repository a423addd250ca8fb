import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { Notices } from './Notices';

afterEach(() => void vi.unstubAllGlobals());

const browserWith = (permission: string, answer = permission) => {
  const ask = vi.fn(() => Promise.resolve(answer));
  vi.stubGlobal('Notification', { permission, requestPermission: ask });
  render(<MantineProvider env="test"><Notices /></MantineProvider>);
  return ask;
};

it('asks the browser only when somebody wants to be told', async () => {
  const user = userEvent.setup();
  const ask = browserWith('default', 'granted');
  expect(ask).not.toHaveBeenCalled();

  await user.click(screen.getByRole('switch'));

  expect(ask).toHaveBeenCalledOnce();
  expect(screen.getByRole('switch')).toBeChecked();
  expect(localStorage.getItem('comfystudio.notices')).toBe('true');
});

it('stays off when the browser is not allowed to, and says how to change that', async () => {
  const user = userEvent.setup();
  browserWith('default', 'denied');

  await user.click(screen.getByRole('switch'));

  expect(screen.getByRole('switch')).not.toBeChecked();
  expect(screen.getByRole('switch')).toBeDisabled();
  expect(screen.getByText(/blocks notifications/)).toBeVisible();
});
