import {
	type ConnectionFault,
	createAuthority,
	type FaultServerControl,
	type ServedWorld,
	startConnectionFault,
} from "@signoff/conformance/fault-server";
import type { Submission } from "@signoff/core";
import { sampleSubmission } from "../../sample-instance.ts";
import type { FaultRow } from "../model/types.ts";
import { worldOf } from "./sample-plan.ts";

/** An instance of a cell, in its own world. All worlds of a cell share one login. */
export type CellWorld = { world: ServedWorld; submission: Submission };

/** Adds the worlds of a cell: one for each call. */
export async function addCellWorlds(
	server: FaultServerControl,
	row: FaultRow,
): Promise<CellWorld[]> {
	const fault = row.kind === "world" ? row.world : { faults: [] };
	const worlds: CellWorld[] = [];
	for (let index = 0; index < (row.calls ?? 1); index++) {
		const id = String(9_001 + index);
		const plan = worldOf(fault, id, worlds[0]?.world);
		const world = await server.addWorld(plan);
		worlds.push({ world, submission: { ...sampleSubmission, id } });
	}
	return worlds;
}

/** The address of a cell's API. */
export type CellApi = { url: string; close(): Promise<void> };

/** The API of a world; or, for a fault of connections, an address at which none can be made. */
export async function startCellApi(
	row: FaultRow,
	{ base_url }: ServedWorld,
): Promise<CellApi> {
	return row.kind === "connection"
		? startFaultyApi(row.fault)
		: { url: base_url, close: () => Promise.resolve() };
}

async function startFaultyApi(fault: ConnectionFault): Promise<CellApi> {
	return startConnectionFault(fault, await createAuthority());
}
