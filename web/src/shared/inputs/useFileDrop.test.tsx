import { createEvent, fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { useFileDrop } from './useFileDrop';

function Field({ take }: { take: (dropped: DataTransfer) => void }) {
  return (
    <div role="group" {...useFileDrop(take)}>
      a field
    </div>
  );
}

const file = new File(['a'], 'a.wav');

it('takes a file, shows while one is held above it, and leaves dragged text to the browser', () => {
  const take = vi.fn();
  render(<Field take={take} />);
  const field = screen.getByRole('group');

  const text = createEvent.dragOver(field, { dataTransfer: { types: ['text/plain'], files: [] } });
  fireEvent(field, text);
  expect(text.defaultPrevented).toBe(false);
  expect(field).not.toHaveAttribute('data-over');

  fireEvent.dragOver(field, { dataTransfer: { types: ['Files'], files: [file] } });
  expect(field).toHaveAttribute('data-over', 'true');

  fireEvent.drop(field, { dataTransfer: { types: ['Files'], files: [file] } });
  expect(field).not.toHaveAttribute('data-over');
  expect(take.mock.calls.map(([dropped]) => (dropped as DataTransfer).files[0])).toEqual([file]);
});
