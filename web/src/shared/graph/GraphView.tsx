import { ActionIcon } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import type { Graph, GraphMark } from '@/shared/api/types';
import { Hint } from '@/shared/hints/Hint';
import classes from './GraphView.module.css';
import { layoutGraph, type NodeBox } from './layoutGraph';

type Props = {
  graph: Graph;
  /** Inputs that a slot fills. */
  marks: readonly GraphMark[];
  /** Said of an input by whoever clicks it; without it the graph is only to look at. */
  onPick?: (nodeId: string, input: string) => void;
  label: string;
};

const zooms = [0.5, 0.65, 0.8, 1, 1.25];

/** A graph to read: nodes from left to right as they run, their values, and which of them the form fills. */
export function GraphView({ graph, marks, onPick, label }: Props) {
  const layout = useMemo(() => layoutGraph(graph), [graph]);
  const slots = useMemo(() => new Map(marks.map(({ nodeId, input, slot }) => [`${nodeId}.${input}`, slot])), [marks]);
  // What is to be chosen from is as large as a finger or a pointer needs it.
  const [at, setAt] = useState(onPick ? 3 : 2);
  const zoom = zooms[at] ?? 1;

  return (
    <div className={classes.frame}>
      <div className={classes.scroll} role="region" aria-label={label} tabIndex={0}>
        <div style={{ width: layout.width * zoom, height: layout.height * zoom }}>
          <div className={classes.graph} style={{ width: layout.width, height: layout.height, transform: `scale(${zoom})` }}>
            <svg width={layout.width} height={layout.height} aria-hidden>
              {layout.wires.map(({ from, to, input, path }) => (
                <path key={`${from} ${to} ${input}`} d={path} />
              ))}
            </svg>
            <ul className={classes.nodes}>
              {layout.nodes.map(node => (
                <Node key={node.id} node={node} slots={slots} {...(onPick ? { onPick } : {})} />
              ))}
            </ul>
          </div>
        </div>
      </div>
      <div className={classes.zoom}>
        <Hint label="Smaller">
          <ActionIcon size={30} variant="default" aria-label="Smaller" disabled={at === 0} onClick={() => setAt(at - 1)}>
            <IconMinus size={16} stroke={1.8} />
          </ActionIcon>
        </Hint>
        <Hint label="Larger">
          <ActionIcon size={30} variant="default" aria-label="Larger" disabled={at === zooms.length - 1} onClick={() => setAt(at + 1)}>
            <IconPlus size={16} stroke={1.8} />
          </ActionIcon>
        </Hint>
      </div>
    </div>
  );
}

type NodeProps = { node: NodeBox; slots: ReadonlyMap<string, string>; onPick?: (nodeId: string, input: string) => void };

const Node = memo(function Node({ node, slots, onPick }: NodeProps) {
  return (
    <li className={classes.node} style={{ left: node.x, top: node.y, width: node.width, height: node.height }}>
      <div className={classes.head} title={node.title === node.type ? node.type : `${node.title} (${node.type})`}>
        <strong>{node.title}</strong>
        <span>#{node.id}</span>
      </div>
      {node.inputs.map(({ name, value }) => {
        const slot = slots.get(`${node.id}.${name}`);
        const words = (
          <>
            <span className={classes.input}>{name}</span>
            <span className={classes.value}>{textOf(value)}</span>
          </>
        );
        const title = `${name}: ${textOf(value)}${slot === undefined ? '' : ` (filled by “${slot}”)`}`;
        return onPick ? (
          <button key={name} type="button" className={classes.row} data-bound={slot !== undefined || undefined} title={title} onClick={() => onPick(node.id, name)}>
            {words}
          </button>
        ) : (
          <div key={name} className={classes.row} data-bound={slot !== undefined || undefined} title={title}>
            {words}
          </div>
        );
      })}
    </li>
  );
});

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
