import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { root } from "../lib/repository.ts";
import { startServer, stopServer } from "../lib/server.ts";

/** Starts an edge with one person, Ada (`ada-token`), who may answer these instances; stops after the test. */
export async function startEdge(
	folder: string,
	instances: string[],
): Promise<string> {
	const fixture = join(folder, "fixture.json");
	writeFileSync(fixture, JSON.stringify(fixtureWith(instances)));
	const server = await startServer(
		process.execPath,
		[
			join(root, "apps/edge/src/bin.ts"),
			...["serve", "--port", "0", "--fixture", fixture],
		],
		folder,
	);
	onTestFinished(() => stopServer(server));
	return server.url;
}

function fixtureWith(instances: string[]): unknown {
	const ada = { id: "101", login: "ada@harbor.example", name: "Ada Byron" };
	const approve = { id: "2000", name: "Approve", response_type: "approve" };
	const step = {
		name: "Review",
		decision_type: "first",
		due_in_days: 3,
		assignees: [{ person: "101", required: true }],
		response_options: [approve],
	};
	const template = {
		id: "10",
		name: "Invoice approval",
		tool_type: "requisition",
		tool_name: "Invoices",
		provider: "Project",
		steps: [step],
	};
	return {
		company: { id: "4201", name: "Harbor Build Co" },
		projects: [{ id: "77", name: "Pier 9" }],
		people: [{ ...ada, company: "Harbor Build Co", token: "ada-token" }],
		templates: [template],
		instances: instances.map((id) => ({
			id,
			project_id: "77",
			template_id: "10",
			item_id: id,
		})),
	};
}
