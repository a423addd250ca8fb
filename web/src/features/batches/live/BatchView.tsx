import { useDeferredValue } from 'react';
import { CellsView, type ViewProps } from './CellsView';
import { useCells } from './useCells';

/** The images of a batch as they come. A thousand that arrive at once, or ten while somebody scrolls, are drawn in pieces between which the page stays alive. */
export function BatchView(props: ViewProps) {
  const { cells, error, reload } = useCells(props.batch, props.batch.id);
  return <CellsView {...props} cells={useDeferredValue(cells)} error={error} onReload={reload} />;
}
