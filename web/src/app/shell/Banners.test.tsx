import { useQuery } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { engineKeys } from '@/shared/engines/queries';
import { renderPage } from '@/testing/renderPage';
import { server } from '@/testing/server';
import { Banners } from './Banners';

function Shell() {
  const { data } = useQuery({ queryKey: ['work'], queryFn: async () => (await fetch('http://localhost:8000/api/work')).text() });
  return (
    <>
      <Banners />
      <p>{data}</p>
    </>
  );
}

it('says that the queue is away, and when it is back asks again for what was missed', async () => {
  let isOnline = true;
  let asked = 0;
  server.use(
    http.get('*/api/system', () => HttpResponse.json({ imagesOnline: true, redisOnline: isOnline })),
    http.get('*/api/work', () => HttpResponse.text(`work ${++asked}`)),
  );
  const { queries } = renderPage(Shell, '/queue');
  expect(await screen.findByText('work 1')).toBeInTheDocument();
  expect(screen.queryByRole('status')).not.toBeInTheDocument();

  isOnline = false;
  await queries.refetchQueries({ queryKey: engineKeys.system });
  expect(await screen.findByRole('status')).toHaveTextContent(/queue \(Redis\) does not answer/);
  expect(screen.getByText('work 1')).toBeInTheDocument();

  isOnline = true;
  await waitFor(() => expect(screen.queryByRole('status')).not.toBeInTheDocument(), { timeout: 15_000 });
  expect(await screen.findByText('work 2')).toBeInTheDocument();
});
