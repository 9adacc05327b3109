import { behaviours, behavioursOf } from "@signoff/conformance";
import { type OutcomeKind, outcomeKinds } from "@signoff/core";

/** What one test of a behaviour on a surface came to. */
export type Seen = {
	surface: string;
	role: "client" | "server";
	behaviour: string;
	kind: string;
};

/** Every surface there is, in the order of the table. The document is written only by a run that saw them all. */
const surfaces = [
	"core alone",
	"the sdk on Node",
	"the sdk in Bun",
	"the sdk in Deno",
	"the sdk in workerd",
	"the command line",
	"the terminal app",
	"the edge on Node",
	"the edge in workerd",
] as const;

/** `docs/equality.md`, from everything that a run of all tests saw; `null` where a surface is missing. */
export function equalityDocument(seen: Seen[]): string | null {
	const columns = surfaces.map((surface) =>
		seen.filter((each) => each.surface === surface),
	);
	if (columns.some((column) => column.length === 0)) return null;
	return [
		"# Every surface, equal",
		"",
		"Made by the test run; do not edit. Each behaviour is data in [`packages/conformance/src/behaviours`](../packages/conformance/src/behaviours), and a test on every surface that has it: outcome, status, exit code, the calls that the server saw and what it holds are compared. A *server* is its own system of record: behaviours about what goes wrong on the way to one, or about another server's reading of the contract, do not arise there (·), nor do the kinds that come of them. Chromium is put to the same behaviours by `pnpm test:browser`; [what differs there](sdk.md#where-it-runs) is part of each behaviour.",
		"",
		"## Kinds that each surface came to, by number of behaviours",
		"",
		row(["", ...surfaces]),
		row(["---", ...surfaces.map(() => "---:")]),
		...outcomeKinds.map((kind) =>
			row([`\`${kind}\``, ...columns.map((column) => counted(column, kind))]),
		),
		row([
			"**behaviours**",
			...columns.map((column) => `**${column.length} of ${due(column)}**`),
		]),
		"",
		"## Behaviours",
		"",
		row(["", ...surfaces]),
		row(["---", ...surfaces.map(() => "---")]),
		...behaviours.map(({ name }) =>
			row([name, ...columns.map((column) => kindOf(column, name))]),
		),
		"",
	].join("\n");
}

function row(cells: string[]): string {
	return `| ${cells.join(" | ")} |`;
}

function counted(column: Seen[], kind: OutcomeKind): string {
	const count = column.filter((each) => each.kind === kind).length;
	return count === 0 ? "·" : String(count);
}

function due([first]: Seen[]): number {
	return first === undefined ? 0 : behavioursOf(first.role).length;
}

function kindOf(column: Seen[], behaviour: string): string {
	return column.find((each) => each.behaviour === behaviour)?.kind ?? "·";
}
