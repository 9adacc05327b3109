import type { FaultServerControl } from "@signoff/conformance/fault-server";
import type { Cell, FaultClient, FaultRow } from "../model/types.ts";
import { type CellLimits, runCell } from "./run-cell.ts";

/** How a run is made. */
export type RunSettings = CellLimits & {
	/** How many cells run at once. Most of their time is waiting. */
	concurrency: number;
};

/** Runs every client against every fault, several cells at once. */
export async function runFaults(
	server: FaultServerControl,
	rows: FaultRow[],
	clients: FaultClient[],
	settings: RunSettings,
): Promise<Cell[]> {
	const cells: Cell[] = [];
	const pairs = rows
		.flatMap((row) => clients.map((client) => ({ row, client })))
		.values();
	const worker = async (): Promise<void> => {
		for (const { row, client } of pairs)
			cells.push(await runCell(server, row, client, settings));
	};
	await Promise.all(Array.from({ length: settings.concurrency }, worker));
	return cells;
}
