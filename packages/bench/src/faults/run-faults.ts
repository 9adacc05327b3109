import type { FaultServerControl } from "@signoff/conformance/fault-server";
import { runCell } from "./run-cell.ts";
import type { Cell, FaultClient, FaultRow } from "./types.ts";

/** What to run. */
export type FaultRun = {
	rows: FaultRow[];
	clients: FaultClient[];
	/** Time limit of each call. */
	timeLimitMs: number;
	/** How many cells run at once. Most of their time is waiting. */
	concurrency: number;
};

/** Runs every client against every fault, several cells at once. */
export async function runFaults(
	server: FaultServerControl,
	{ rows, clients, timeLimitMs, concurrency }: FaultRun,
): Promise<Cell[]> {
	const cells: Cell[] = [];
	const pairs = rows
		.flatMap((row) => clients.map((client) => ({ row, client })))
		.values();
	const worker = async (): Promise<void> => {
		for (const { row, client } of pairs)
			cells.push(await runCell(server, row, client, timeLimitMs));
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
	return cells;
}
