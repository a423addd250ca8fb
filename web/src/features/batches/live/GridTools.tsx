import { ActionIcon, SegmentedControl, Select, Slider } from '@mantine/core';
import { IconArrowsLeftRight, IconColumns2, IconLayoutGrid, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { memo } from 'react';
import { Hint } from '@/shared/hints/Hint';
import type { Dimension, GridShape } from './dimensions';
import classes from './GridTools.module.css';
import { sizes } from './zoomLevels';

export type ViewMode = 'grid' | 'compare';

type Props = {
  mode: ViewMode;
  canCompare: boolean;
  onMode: (mode: ViewMode) => void;
  shape: GridShape | null;
  dimensions: readonly Dimension[];
  shown: Readonly<Record<string, number>>;
  onShown: (key: string, value: number) => void;
  onAxes: (x: string, y: string) => void;
  zoom: number;
  onZoom: (zoom: number) => void;
  /** Of the comparison; null where the axes say how many there are. */
  columns: number | null;
  onColumns: (columns: number) => void;
};

/** What is shown of the batch, and how large. Results come several times a second; they do not concern it. */
export const GridTools = memo(function GridTools(props: Props) {
  const { mode, canCompare, onMode, shape, columns, onColumns } = props;
  return (
    <div className={classes.tools} role="toolbar" aria-label="View">
      <SegmentedControl
        size="xs"
        aria-label="View"
        data={[
          { value: 'grid', label: <Choice icon={IconLayoutGrid} label="Grid" /> },
          { value: 'compare', label: <Choice icon={IconColumns2} label="Compare" />, disabled: !canCompare },
        ]}
        value={mode}
        onChange={value => onMode(value)}
      />
      {(mode === 'grid' || columns === null) && shape && <AxisTools {...props} shape={shape} />}
      {mode === 'grid' && <ZoomTools {...props} />}
      {mode === 'compare' && columns !== null && (
        <span className={classes.columns}>
          <span aria-hidden>Columns</span>
          <SegmentedControl size="xs" aria-label="Columns" data={['2', '3', '4']} value={String(columns)} onChange={value => onColumns(Number(value))} />
        </span>
      )}
    </div>
  );
});

const Choice = ({ icon: Icon, label }: { icon: typeof IconLayoutGrid; label: string }) => (
  <span className={classes.choice}>
    <Icon size={15} stroke={1.7} aria-hidden />
    {label}
  </span>
);

function AxisTools({ shape: { x, y, rest }, dimensions, shown, onShown, onAxes }: Props & { shape: GridShape }) {
  const data = dimensions.map(({ key, label }) => ({ value: key, label }));
  return (
    <>
      <span className={classes.axes}>
        {dimensions.length > 2 ? (
          <Select size="xs" aria-label="Across" className={classes.axis ?? ''} data={data} value={x.key} onChange={next => next !== null && onAxes(next, next === y.key ? x.key : y.key)} />
        ) : (
          <span className={classes.name}>{x.label}</span>
        )}
        <Hint label="Swap across and down">
          <ActionIcon size={30} aria-label="Swap across and down" onClick={() => onAxes(y.key, x.key)}>
            <IconArrowsLeftRight size={16} stroke={1.8} />
          </ActionIcon>
        </Hint>
        {dimensions.length > 2 ? (
          <Select size="xs" aria-label="Down" className={classes.axis ?? ''} data={data} value={y.key} onChange={next => next !== null && onAxes(next === x.key ? y.key : x.key, next)} />
        ) : (
          <span className={classes.name}>{y.label}</span>
        )}
      </span>
      {rest.map(dimension => (
        <OneOf key={dimension.key} dimension={dimension} value={Math.min(shown[dimension.key] ?? 0, dimension.values.length - 1)} onChange={value => onShown(dimension.key, value)} />
      ))}
    </>
  );
}

const mostTabs = 5;
const longestTabs = 48;

/** Tabs where they fit, else a slider. */
function OneOf({ dimension: { label, values }, value, onChange }: { dimension: Dimension; value: number; onChange: (value: number) => void }) {
  const fits = values.length <= mostTabs && values.join('').length <= longestTabs;
  return (
    <span className={classes.rest}>
      <span className={classes.name}>{label}</span>
      {fits ? (
        <SegmentedControl size="xs" aria-label={label} data={values.map((text, at) => ({ value: String(at), label: text }))} value={String(value)} onChange={next => onChange(Number(next))} />
      ) : (
        <>
          <Slider className={classes.slider ?? ''} size={3} thumbSize={16} label={null} thumbLabel={label} min={0} max={values.length - 1} value={value} onChange={onChange} />
          <span className={classes.value} title={values[value]}>
            {values[value]}
          </span>
        </>
      )}
    </span>
  );
}

function ZoomTools({ zoom, onZoom }: Props) {
  const step = (by: number) => onZoom(Math.max(0, Math.min(sizes.length - 1, zoom + by)));
  return (
    <span className={classes.zoom}>
      <ActionIcon size={30} aria-label="Smaller" disabled={zoom === 0} onClick={() => step(-1)}>
        <IconZoomOut size={16} stroke={1.7} />
      </ActionIcon>
      <Slider className={classes.slider ?? ''} size={3} thumbSize={16} label={null} thumbLabel="Size of the cells" min={0} max={sizes.length - 1} value={zoom} onChange={onZoom} />
      <ActionIcon size={30} aria-label="Larger" disabled={zoom === sizes.length - 1} onClick={() => step(1)}>
        <IconZoomIn size={16} stroke={1.7} />
      </ActionIcon>
    </span>
  );
}
