import type { Graph } from '@/shared/api/types';

export type NodeInput = { name: string; value: unknown };
export type NodeBox = {
  id: string;
  type: string;
  title: string;
  /** What is not a link. */
  inputs: NodeInput[];
  x: number;
  y: number;
  width: number;
  height: number;
};
export type Wire = { from: string; to: string; input: string; path: string };
export type GraphLayout = { nodes: NodeBox[]; wires: Wire[]; width: number; height: number };

const nodeWidth = 232;
const headHeight = 36;
const rowHeight = 24;
const columnGap = 56;
const rowGap = 20;
const margin = 24;

/** `[node, output]`, as ComfyUI writes a connection. */
export const isLink = (value: unknown): value is [string, number] =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number';

/** Columns from left to right in the order in which the nodes can run; in a column, beside what they read from. */
export function layoutGraph(graph: Graph): GraphLayout {
  const columns = columnsOf(graph);
  const nodes: NodeBox[] = [];
  const places = new Map<string, NodeBox>();
  let height = 0;

  for (const [at, ids] of columns.entries()) {
    let y = margin;
    for (const id of ordered(ids, graph, places)) {
      const box = boxOf(id, graph, margin + at * (nodeWidth + columnGap), y);
      nodes.push(box);
      places.set(id, box);
      y += box.height + rowGap;
    }
    height = Math.max(height, y);
  }
  const width = margin * 2 + columns.length * (nodeWidth + columnGap) - columnGap;
  return { nodes, wires: wiresOf(graph, places), width, height: height - rowGap + margin };
}

function boxOf(id: string, graph: Graph, x: number, y: number): NodeBox {
  const { class_type: type = '', inputs = {}, _meta } = graph[id] ?? {};
  const values = Object.entries(inputs).flatMap(([name, value]) => (isLink(value) ? [] : [{ name, value }]));
  const height = headHeight + values.length * rowHeight + (values.length > 0 ? 6 : 0);
  return { id, type, title: _meta?.title ?? type, inputs: values, x, y, width: nodeWidth, height };
}

const sourcesOf = (graph: Graph, id: string) => Object.values(graph[id]?.inputs ?? {}).flatMap(value => (isLink(value) && graph[value[0]] ? [value[0]] : []));

/** By the longest way that leads to each node; a loop, which no valid graph has, ends where it began. */
function columnsOf(graph: Graph): string[][] {
  const depths = new Map<string, number>();
  const depthOf = (id: string, seen: ReadonlySet<string>): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    if (seen.has(id)) return 0;
    const path = new Set(seen).add(id);
    const depth = Math.max(-1, ...sourcesOf(graph, id).map(source => depthOf(source, path))) + 1;
    depths.set(id, depth);
    return depth;
  };
  const columns = new Map<number, string[]>();
  for (const id of Object.keys(graph)) {
    const depth = depthOf(id, new Set());
    columns.set(depth, [...(columns.get(depth) ?? []), id]);
  }
  return [...columns].toSorted(([a], [b]) => a - b).map(([, ids]) => ids);
}

function ordered(ids: readonly string[], graph: Graph, places: ReadonlyMap<string, NodeBox>): string[] {
  const heightOf = (id: string) => {
    const ys = sourcesOf(graph, id).flatMap(source => places.get(source)?.y ?? []);
    return ys.length === 0 ? 0 : ys.reduce((sum, y) => sum + y, 0) / ys.length;
  };
  return ids.toSorted((a, b) => heightOf(a) - heightOf(b));
}

function wiresOf(graph: Graph, places: ReadonlyMap<string, NodeBox>): Wire[] {
  return Object.entries(graph).flatMap(([to, { inputs }]) =>
    Object.entries(inputs).flatMap(([input, value]): Wire[] => {
      const source = isLink(value) ? places.get(value[0]) : undefined;
      const target = places.get(to);
      return source && target ? [{ from: source.id, to, input, path: curve(source, target) }] : [];
    }),
  );
}

function curve(source: NodeBox, target: NodeBox): string {
  const x1 = source.x + source.width;
  const y1 = source.y + headHeight / 2;
  const y2 = target.y + headHeight / 2;
  const bend = Math.max(28, (target.x - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${target.x - bend} ${y2} ${target.x} ${y2}`;
}
