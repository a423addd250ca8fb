import type { UseQueryResult } from '@tanstack/react-query';
import type { RefObject } from 'react';
import type { Template } from '@/shared/api/types';
import type { Settings } from '../settings';
import type { useSubmit } from '../useSubmit';

/** The same form in two shapes. */
export type FormProps = {
  settings: Settings;
  template: Template | undefined;
  templates: UseQueryResult<Template[]>;
  submission: ReturnType<typeof useSubmit>;
  onChange: (patch: Partial<Settings>) => void;
  /** The next request tries a failed image again. */
  isRetry: boolean;
  onForgetRetry: () => void;
  promptRef: RefObject<HTMLTextAreaElement | null>;
};
