import type { Failure } from '@/shared/api/types';
import classes from './FailureWhere.module.css';

/** The node and the field that the engine named. */
export function FailureWhere({ failure }: { failure: Failure | null }) {
  if (!failure || (!failure.nodeType && !failure.field)) return null;
  const { nodeId, nodeType, field } = failure;
  return (
    <dl className={classes.where}>
      {(nodeType ?? nodeId) && (
        <div>
          <dt>Node</dt>
          <dd>
            {nodeType} {nodeId && <span>#{nodeId}</span>}
          </dd>
        </div>
      )}
      {field && (
        <div>
          <dt>Field</dt>
          <dd>{field}</dd>
        </div>
      )}
    </dl>
  );
}
