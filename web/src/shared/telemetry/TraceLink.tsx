import { useQuery } from '@tanstack/react-query';
import { systemQuery } from '@/shared/engines/queries';

/** The journey of a job in the dashboard, when there is a dashboard. */
export function TraceLink({ traceId, className }: { traceId: string | null; className?: string | undefined }) {
  const { data } = useQuery(systemQuery);
  if (!traceId || !data?.dashboardUrl) return null;
  return (
    <a href={`${data.dashboardUrl}/traces/detail/${traceId}`} target="_blank" rel="noreferrer" className={className}>
      View trace
    </a>
  );
}
