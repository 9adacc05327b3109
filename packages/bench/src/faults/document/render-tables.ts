import type { Cell, FaultClient, FaultGroup } from "../model/types.ts";

/** The tables as Markdown: one for each group, with faults as rows and clients as columns. */
export function renderTables(
	groups: FaultGroup[],
	clients: FaultClient[],
	cells: Cell[],
): string {
	const names = clients.map(({ name }) => name);
	return groups
		.map(({ title, rows }) =>
			[
				`### ${title}`,
				"",
				tableRow(["Fault", ...names]),
				tableRow(["---", ...names.map(() => "---")]),
				...rows.map(({ id, title: fault }) =>
					tableRow([
						fault,
						...names.map((name) => renderCell(cellOf(cells, id, name))),
					]),
				),
			].join("\n"),
		)
		.join("\n\n");
}

/** How many cells of each client are true, false and unsure, as Markdown. */
export function renderTotals(clients: FaultClient[], cells: Cell[]): string {
	const truths = ["true", "false", "unsure"] as const;
	return [
		tableRow(["Client", ...truths, "POSTs", "refreshes"]),
		tableRow(["---", "---:", "---:", "---:", "---:", "---:"]),
		...clients.map(({ name }) => {
			const own = cells.filter(({ client }) => client === name);
			const counts = truths.map(
				(truth) => own.filter((each) => each.truth === truth).length,
			);
			const posts = own.reduce((sum, each) => sum + each.posts, 0);
			const refreshes = own.reduce((sum, each) => sum + each.refreshes, 0);
			return tableRow([name, ...[...counts, posts, refreshes].map(String)]);
		}),
	].join("\n");
}

/** A cell in one line, such as `recorded · 2 POSTs · 0.4 s · true`. */
export function renderCell(cell: Cell): string {
	const { said, posts, refreshes, seconds, truth } = cell;
	return [
		said,
		plural(posts, "POST"),
		...(refreshes > 0 ? [plural(refreshes, "refresh", "refreshes")] : []),
		`${seconds.toFixed(1)} s`,
		truth === "true" ? truth : `**${truth}**`,
	].join(" · ");
}

function cellOf(cells: Cell[], fault: string, client: string): Cell {
	const cell = cells.find(
		(each) => each.fault === fault && each.client === client,
	);
	if (cell === undefined) throw new Error(`No cell: ${client}, ${fault}.`);
	return cell;
}

function plural(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

function tableRow(cells: string[]): string {
	return `| ${cells.join(" | ")} |`;
}
