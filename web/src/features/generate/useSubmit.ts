import { useState } from 'react';
import { ProblemError } from '@/shared/api/problem';
import type { Template } from '@/shared/api/types';
import { useGenerate } from './api';
import type { Settings } from './settings';
import { validate, type FieldErrors } from './validate';

type Options = {
  settings: Settings;
  template: Template | undefined;
  /** The job that this tries again. */
  retryOf: string | null;
  onSubmitted: (groupId: string) => void;
};

/** Checks, sends, and brings the server's objections back to the fields that they are about. */
export function useSubmit({ settings, template, retryOf, onSubmitted }: Options) {
  const generate = useGenerate();
  const [refused, setRefused] = useState<FieldErrors>({});
  const [wasTried, setTried] = useState(false);

  const found = validate(settings, template);
  // An empty prompt is no mistake before somebody wanted to generate.
  const isEarly = (path: string) => path === 'slots.prompt' && settings.prompt === '';
  const shown = wasTried ? found : without(found, isEarly);
  const errors = { ...refused, ...shown };

  const submit = () => {
    setTried(true);
    if (Object.keys(found).length > 0 || generate.isPending) return;
    setRefused({});
    generate.mutate({ settings, retryOf }, {
      onSuccess: ({ id }) => {
        setTried(false);
        onSubmitted(id);
      },
      onError: error => error instanceof ProblemError && setRefused(error.fields),
    });
  };

  /** What was refused is forgiven as soon as it is changed. */
  const forgive = (names: readonly string[]) =>
    setRefused(known => without(known, path => names.includes(path.replace('slots.', ''))));

  return { submit, errors, forgive, isSending: generate.isPending, problem: sentence(generate.error, found, wasTried) };
}

const without = (errors: FieldErrors, isUnwanted: (path: string) => boolean): FieldErrors =>
  Object.fromEntries(Object.entries(errors).filter(([path]) => !isUnwanted(path)));

function sentence(error: Error | null, found: FieldErrors, wasTried: boolean): string | null {
  const wrong = Object.keys(found).length;
  if (wasTried && wrong > 0) return wrong === 1 ? (Object.values(found)[0] ?? null) : `${wrong} fields need attention.`;
  return error ? error.message : null;
}
