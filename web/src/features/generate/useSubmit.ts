import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ProblemError } from '@/shared/api/problem';
import type { Generation, Template } from '@/shared/api/types';
import { promptSlot } from '@/shared/forms/sections';
import { countError, isAbout, validateSlots, type FieldErrors } from '@/shared/forms/validate';
import { slotOf } from '@/shared/forms/values';
import { modelsQuery } from '@/shared/models/queries';
import { useGenerate } from './api';
import type { Settings } from '@/shared/forms/settings';

type Options = {
  settings: Settings;
  template: Template | undefined;
  /** The job that this tries again. */
  retryOf: string | null;
  onSubmitted: (generation: Generation) => void;
};

/** Checks, sends, and brings the server's objections back to the fields that they are about. */
export function useSubmit({ settings, template, retryOf, onSubmitted }: Options) {
  const generate = useGenerate();
  const queries = useQueryClient();
  const [refused, setRefused] = useState<FieldErrors>({});
  const [wasTried, setTried] = useState(false);

  const found = useMemo(() => validate(settings, template), [settings, template]);
  const errors = useMemo(() => {
    // An empty field is no mistake before somebody wanted to generate.
    const isEarly = (path: string) => isUntouched(settings, template, path.replace('slots.', ''));
    return { ...refused, ...(wasTried ? found : without(found, isEarly)) };
  }, [refused, wasTried, found, settings, template]);

  const submit = ({ draft = false, settings: other = settings } = {}) => {
    setTried(true);
    if ((other === settings && Object.keys(found).length > 0) || generate.isPending) return;
    setRefused({});
    generate.mutate({ settings: other, retryOf, draft }, {
      onSuccess: generation => {
        setTried(false);
        onSubmitted(generation);
      },
      onError: error => {
        if (!(error instanceof ProblemError)) return;
        setRefused(error.fields);
        // A model that vanished is not offered again.
        if (isAboutModel(error.fields, template)) void queries.invalidateQueries({ queryKey: modelsQuery.queryKey });
      },
    });
  };

  /** What was refused is forgiven as soon as it is changed. */
  const forgive = (names: readonly string[]) =>
    setRefused(known => without(known, path => names.some(name => isAbout(path, name) || isAbout(path, `slots.${name}`))));

  return { submit, errors, forgive, isSending: generate.isPending, problem: sentence(generate.error, found, wasTried) };
}

function validate(settings: Settings, template: Template | undefined): FieldErrors {
  if (template) return { ...validateSlots(template, settings.values), ...countError(settings.count) };
  const prompt = settings.values.prompt;
  return typeof prompt === 'string' && prompt.trim() !== '' ? countError(settings.count) : { 'slots.prompt': 'Describe the image first.' };
}

function isUntouched({ values }: Settings, template: Template | undefined, name: string): boolean {
  const value = values[name] ?? null;
  const type = slotOf(template, name)?.type ?? 'prompt';
  return value === '' || (value === null && type !== 'integer' && type !== 'float');
}

const isAboutModel = (fields: FieldErrors, template: Template | undefined) =>
  template?.slots.some(({ name, type }) => (type === 'model' || type === 'loras') && Object.keys(fields).some(path => isAbout(path, `slots.${name}`))) ?? false;

const without = (errors: FieldErrors, isUnwanted: (path: string) => boolean): FieldErrors =>
  Object.fromEntries(Object.entries(errors).filter(([path]) => !isUnwanted(path)));

function sentence(error: Error | null, found: FieldErrors, wasTried: boolean): string | null {
  const wrong = Object.keys(found).length;
  if (wasTried && wrong > 0) return wrong === 1 ? (Object.values(found)[0] ?? null) : `${wrong} fields need attention.`;
  return error ? error.message : null;
}

/** The limit past which the model may not read to the end; the long prompt is sent all the same. */
export const softPromptLimit = (template: Template | undefined) => (template ? promptSlot(template)?.maxLength : null) ?? 500;
