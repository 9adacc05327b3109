// pnpm bench:faults [--json] [--keep] [--fault ID …]: runs every client against every fault and writes the results into
// docs/faults.md. `--json` prints every cell. `--keep` leaves the document as it is; so does `--fault`, with which only
// these faults run. Fails if a cell of the sdk is not true.
import { parseArgs } from "node:util";
import { spawnFaultServer } from "@signoff/conformance/fault-server";
import { recordFigure } from "../../../../scripts/lib/figures.ts";
import { writeResults } from "../results-document.ts";
import { renderEnvironment } from "./document/render-environment.ts";
import { renderTables, renderTotals } from "./document/render-tables.ts";
import { faultClients, ownClient } from "./fault-clients.ts";
import { faultGroups } from "./fault-groups.ts";
import { runFaults } from "./run/run-faults.ts";

const settings = { timeLimitMs: 20_000, graceMs: 2_000, concurrency: 8 };

const { values } = parseArgs({
	options: {
		json: { type: "boolean", default: false },
		keep: { type: "boolean", default: false },
		fault: { type: "string", multiple: true },
	},
});
const groups = faultGroups
	.map(({ title, rows }) => ({
		title,
		rows: rows.filter(({ id }) => values.fault?.includes(id) ?? true),
	}))
	.filter(({ rows }) => rows.length > 0);
const ids = faultGroups.flatMap(({ rows }) => rows.map(({ id }) => id));
if (values.fault?.some((id) => !ids.includes(id))) {
	console.error(`\`--fault\` must be one of: ${ids.join(", ")}.`);
	process.exit(2);
}

const server = await spawnFaultServer();
const cells = await runFaults(
	server,
	groups.flatMap(({ rows }) => rows),
	faultClients,
	settings,
);
await server.close();

/** How many of a client's reports are what is on record. */
function recordShare(name: string): void {
	const own = cells.filter(({ client }) => client === name);
	const count = own.filter(({ truth }) => truth === "true").length;
	recordFigure({
		id: `faults.${name}`,
		what: `faults after which ${name} reports what is on record`,
		value: (100 * count) / own.length,
		unit: "%",
		...(name === ownClient.name && { goal: { least: 100 } }),
	});
}

const tables = renderTables(groups, faultClients, cells);
const totals = renderTotals(faultClients, cells);
if (values.fault === undefined && !values.keep)
	writeResults(
		"faults.md",
		[
			"## Results",
			totals,
			tables,
			"## Settings, versions and machine",
			renderEnvironment(faultClients, settings),
		].join("\n\n"),
	);
console.log(
	values.json ? JSON.stringify(cells, null, "\t") : `${tables}\n\n${totals}`,
);
for (const { name } of faultClients) recordShare(name);
const isTrue = cells.every(
	({ client, truth }) => client !== ownClient.name || truth === "true",
);
process.exit(isTrue ? 0 : 1);
