import { readFileSync } from "node:fs";
import {
	connectFaultServer,
	type FaultServerControl,
	type StartedFaultServer,
	startFaultServer,
} from "@signoff/conformance/fault-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documentUrl } from "../results-document.ts";
import { faultClients, ownClient } from "./fault-clients.ts";
import { faultGroups } from "./fault-groups.ts";
import type { FaultClient, FaultRow } from "./model/types.ts";
import { runCell } from "./run/run-cell.ts";
import { runFaults } from "./run/run-faults.ts";

const settings = { timeLimitMs: 20_000, graceMs: 2_000, concurrency: 4 };
const rows = faultGroups.flatMap((group) => group.rows);

let started: StartedFaultServer;
let server: FaultServerControl;
beforeAll(async () => {
	started = await startFaultServer({ port: 0 });
	server = connectFaultServer(started.url);
});
afterAll(() => started.close());

function rowsOf(...ids: string[]): FaultRow[] {
	return rows.filter(({ id }) => ids.includes(id));
}

test("a row's id is unique", () => {
	const ids = rows.map(({ id }) => id);
	expect(ids).toEqual([...new Set(ids)]);
});

test("every client runs against every fault, and the sdk's cells are true", async () => {
	const fast = rowsOf("none", "other_comment", "redirect_once");
	const cells = await runFaults(server, fast, faultClients, settings);
	const pairs = fast.flatMap(({ id }) =>
		faultClients.map(({ name }) => `${id}, ${name}`),
	);
	expect(
		cells.map(({ fault, client }) => `${fault}, ${client}`).sort(),
	).toEqual(pairs.sort());
	const own = cells.filter(({ client }) => client === ownClient.name);
	expect(own.map(({ truth }) => truth)).toEqual(["true", "true", "true"]);
	const withoutFault = cells.filter(({ fault }) => fault === "none");
	for (const cell of withoutFault)
		expect(cell).toMatchObject({ posts: 1, refreshes: 0, truth: "true" });
});

const ownCells: [id: string, said: string, posts: number, refreshes: number][] =
	[
		["step_moved_on", "recorded", 2, 0],
		["request_lost_decided", "superseded", 2, 0],
		["same_again", "unchanged", 0, 0],
		["token_expired", "recorded", 2, 1],
		["five_at_once", "5 × recorded", 5, 1],
		["self_signed", "deferred: tls_certificate", 0, 0],
	];

test.each(ownCells)(
	"the sdk against `%s` says %s",
	async (id, said, posts, refreshes) => {
		const [cell] = await runFaults(server, rowsOf(id), [ownClient], settings);
		expect(cell).toMatchObject({ said, posts, refreshes, truth: "true" });
	},
);

test("a client that follows the redirect of the POST reports a response that is not on record", async () => {
	const ky = faultClients.filter(({ packages }) => packages.includes("ky"));
	const [cell] = await runFaults(server, rowsOf("redirect_once"), ky, settings);
	expect(cell).toMatchObject({ said: "resolved: 200", truth: "false" });
});

test("a client that rejects after a lost answer reports that a response on record is not there", async () => {
	const procore = faultClients.filter(({ name }) => name.includes("procore"));
	const lost = rowsOf("step_moved_on");
	const [cell] = await runFaults(server, lost, procore, settings);
	expect(cell).toMatchObject({
		said: "rejected: 422",
		posts: 2,
		refreshes: 1,
		truth: "false",
	});
});

test("a client that does not end is pending, which is not true", async () => {
	const stuck: FaultClient = {
		name: "stuck",
		packages: [],
		settings: "",
		prepare: async () => () => Promise.withResolvers<never>().promise,
	};
	const [none] = rowsOf("none");
	if (none === undefined) throw new Error("There is no such row.");
	const limits = { timeLimitMs: 1, graceMs: 0 };
	expect(await runCell(server, none, stuck, limits)).toMatchObject({
		said: "pending",
		posts: 0,
		truth: "unsure",
	});
});

test("the document has a cell of every client for every fault, and the sdk's are true", () => {
	const lines = readFileSync(documentUrl("faults.md"), "utf8").split("\n");
	const header = `| Fault | ${faultClients.map(({ name }) => name).join(" | ")} |`;
	expect(lines.filter((line) => line === header)).toHaveLength(
		faultGroups.length,
	);
	for (const { title } of rows) {
		const line = lines.find((each) => each.startsWith(`| ${title} |`));
		const cells = line?.split(" | ").slice(1) ?? [];
		expect(cells, title).toHaveLength(faultClients.length);
		expect(cells[faultClients.indexOf(ownClient)], title).toMatch(/ · true$/);
	}
});
