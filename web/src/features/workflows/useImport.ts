import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import { importWorkflow, largestFile } from './api';
import { draftOf } from './editor/draft';
import { keepDraft } from './editor/useDraft';

export type Refusal = { fileName: string; message: string; reasons: readonly string[] };

/** A file becomes a workflow in the editor, or the reasons why not. */
export function useImport() {
  const navigate = useNavigate();
  const [isReading, setReading] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const take = async (file: File) => {
    setRefusal(null);
    if (file.size > largestFile) {
      setRefusal({ fileName: file.name, message: 'The file is larger than 20 MB, which no workflow is.', reasons: [] });
      return;
    }
    setReading(true);
    try {
      keepDraft(draftOf(await importWorkflow(file), file.name));
      void navigate({ to: '/workflows/editor' });
    } catch (error) {
      const { message, fields } = toProblem(error);
      setRefusal({ fileName: file.name, message, reasons: reasonsOf(fields, message) });
    } finally {
      setReading(false);
    }
  };
  return { take, isReading, refusal, forget: () => setRefusal(null) };
}

/** What is said of nodes by their ids, `nodes.12:5`; what the message says already is not said twice. */
const reasonsOf = (fields: Readonly<Record<string, string>>, message: string) =>
  Object.entries(fields).flatMap(([path, reason]) => (reason === message ? [] : [path.startsWith('nodes.') ? `#${path.slice(6)} ${reason}` : reason]));
