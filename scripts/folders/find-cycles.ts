import type { FolderGraph } from "./folder-imports.ts";

/** Folders that import each other in a ring: `["a", "b"]` for a → b → a. */
export type Cycle = string[];

/** One cycle for each group of folders that import each other; none if the graph has an order. */
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

/** Breadth first, so that the cycle named is the easiest one to cut. */
function shortestCycle(graph: FolderGraph, start: string): Cycle | null {
	const cameFrom = new Map<string, string | null>([[start, null]]);
	for (const folder of cameFrom.keys())
		for (const next of graph.get(folder)?.keys() ?? []) {
			if (next === start) return pathTo(folder, cameFrom);
			if (!cameFrom.has(next)) cameFrom.set(next, folder);
		}
	return null;
}

function pathTo(end: string, cameFrom: Map<string, string | null>): Cycle {
	const path: Cycle = [];
	for (let at: string | null = end; at !== null; at = cameFrom.get(at) ?? null)
		path.unshift(at);
	return path;
}
