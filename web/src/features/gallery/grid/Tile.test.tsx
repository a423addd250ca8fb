import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { expect, it } from 'vitest';
import { anImage } from '@/testing/builders';
import { Tile } from './Tile';

const place = { index: 0, left: 0, width: 200, height: 200, isSelected: false, isChoosing: false, isCursor: false };

// The mode runs each effect twice, as may any later version of the library.
it('has its picture although its effects were run again', () => {
  const image = anImage({ prompt: 'a fox' });
  render(
    <StrictMode>
      <MantineProvider env="test">
        <Tile image={image} isFlung={false} {...place} />
      </MantineProvider>
    </StrictMode>,
  );

  expect(screen.getByRole('img', { name: 'a fox' })).toHaveAttribute('src', expect.stringContaining(image.thumbnails['300']));
});

it('asks for no picture while it flies by', () => {
  const image = anImage({ prompt: 'a fox' });
  const { rerender } = render(<Tile image={image} isFlung {...place} />);
  expect(screen.queryByRole('img', { name: 'a fox' })).not.toBeInTheDocument();

  rerender(<Tile image={image} isFlung={false} {...place} />);
  expect(screen.getByRole('img', { name: 'a fox' })).toBeVisible();
});
