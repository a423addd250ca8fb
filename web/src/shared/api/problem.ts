import { AxiosError } from 'axios';

export type ProblemKind = 'offline' | 'timeout' | 'http';

type ProblemDocument = {
  type?: string;
  title?: string;
  detail?: string;
  traceId?: string;
  raw?: string;
  errors?: Record<string, string[]>;
};

/** The one error that leaves the API client; its message is a sentence for a person. */
export class ProblemError extends Error {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly type: string | null;
  readonly title: string;
  readonly traceId: string | null;
  /** What somebody else answered that could not be used, word for word. */
  readonly raw: string | null;
  /** By the JSON path of the field, e.g. `slots.prompt`. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(kind: ProblemKind, status: number, document: ProblemDocument, cause?: unknown) {
    super(document.detail ?? document.title ?? 'Something went wrong.', { cause });
    this.name = 'ProblemError';
    this.kind = kind;
    this.status = status;
    this.type = document.type ?? null;
    this.title = document.title ?? 'Something went wrong';
    this.traceId = document.traceId ?? null;
    this.raw = document.raw ?? null;
    this.fields = fieldsOf(document.errors ?? {});
  }

  /** Worth asking again without changing anything. */
  get isTransient(): boolean {
    return this.kind !== 'http' || this.status >= 500 || this.status === 429;
  }
}

export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (!(error instanceof AxiosError)) return new ProblemError('http', 0, { detail: String(error) }, error);
  if (error.response) return new ProblemError('http', error.response.status, documentOf(error.response.data, error.response.status), error);
  if (error.code === AxiosError.ECONNABORTED || error.code === AxiosError.ETIMEDOUT)
    return new ProblemError('timeout', 0, { title: 'No answer yet', detail: 'The studio took too long to answer. Try again.' }, error);
  return new ProblemError('offline', 0, { title: 'The studio is away', detail: 'The studio does not answer. It may be restarting.' }, error);
}

/** Keys are made lower camel case segment by segment: a validator that answers `Slots.Prompt` means the same field. */
function fieldsOf(errors: Record<string, string[]>): Record<string, string> {
  const entries = Object.entries(errors).map(([path, messages]) => [camelPath(path), messages.join(' ')] as const);
  return Object.fromEntries(entries);
}

const camelPath = (path: string) =>
  path.split('.').map(part => part.charAt(0).toLowerCase() + part.slice(1)).join('.');

function documentOf(data: unknown, status: number): ProblemDocument {
  if (typeof data === 'object' && data !== null) return data;
  return { title: `The studio answered ${status}`, detail: `The studio answered with status ${status} and no explanation.` };
}
