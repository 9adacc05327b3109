import type { FolderGraph } from "./folder-imports.ts";

/** Folders that import each other: `["a", "b"]` for a → b → a. */
export type Cycle = string[];

/** Returns at least one cycle for each group of folders that import each other; none if the graph is acyclic. */
export function findCycles(graph: FolderGraph): Cycle[] {
	const cycles: Cycle[] = [];
	const reported = new Set<string>();
	for (const folder of graph.keys()) {
		if (reported.has(folder)) continue;
		const cycle = shortestCycle(graph, folder);
		if (cycle === null) continue;
		for (const each of cycle) reported.add(each);
		cycles.push(cycle);
	}
	return cycles;
}

/** Breadth-first, since a short cycle is the easiest one to cut. */
function shortestCycle(graph: FolderGraph, start: string): Cycle | null {
	const previous = new Map<string, string | null>([[start, null]]);
	for (const folder of previous.keys())
		for (const next of graph.get(folder)?.keys() ?? []) {
			if (next === start) return pathTo(folder, previous);
			if (!previous.has(next)) previous.set(next, folder);
		}
	return null;
}

function pathTo(end: string, previous: Map<string, string | null>): Cycle {
	const path: Cycle = [];
	for (
		let node: string | null = end;
		node !== null;
		node = previous.get(node) ?? null
	)
		path.unshift(node);
	return path;
}
