import { PreviewImage } from './PreviewImage';
import { useStreamedJob } from './useLiveJob';

/** What an engine has of a job's picture so far; only this is drawn again when it is more. */
export function JobPreview({ jobId, className }: { jobId: string; className?: string | undefined }) {
  const previewUrl = useStreamedJob(jobId)?.previewUrl;
  return previewUrl && <PreviewImage url={previewUrl} className={className} />;
}
