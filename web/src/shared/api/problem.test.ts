import { AxiosError, AxiosHeaders, type AxiosResponse } from 'axios';
import { expect, it } from 'vitest';
import { toProblem } from './problem';

const answered = (status: number, data: unknown) => {
  const config = { headers: new AxiosHeaders() };
  const response: AxiosResponse = { status, statusText: '', data, headers: {}, config };
  return new AxiosError('', undefined, config, undefined, response);
};

it('takes the sentence and the fields from the problem document, whatever the case of the keys', () => {
  const problem = toProblem(answered(400, { title: 'Check the form', detail: 'See the fields.', errors: { 'Slots.Prompt': ['Write one.'] } }));

  expect(problem.message).toBe('See the fields.');
  expect(problem.fields).toEqual({ 'slots.prompt': 'Write one.' });
  expect(problem.isTransient).toBe(false);
});

it('says that the studio is away when nothing answers', () => {
  const problem = toProblem(new AxiosError('Network Error', AxiosError.ERR_NETWORK));

  expect(problem).toMatchObject({ kind: 'offline', title: 'The studio is away', isTransient: true });
});

it('has words for an answer without a document', () => {
  expect(toProblem(answered(502, '<html>')).message).toBe('The studio answered with status 502 and no explanation.');
});
