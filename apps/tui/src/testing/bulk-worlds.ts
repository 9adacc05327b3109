import {
	defaultVariants,
	type FaultServerControl,
	type HostedWorld,
	type ServedWorld,
} from "@signoff/conformance/fault-server";

type Plan = HostedWorld["plan"];

const ada = { id: "101", login: "ada@harbor.example", name: "Ada Byron" };
const ben = { id: "102", login: "ben@harbor.example", name: "Ben Okri" };

/** A step that waits for Ada's answer on an instance of project 77. */
function bulkPlan(instance_id: string): Plan {
	return {
		company_id: "4201",
		project_id: "77",
		instance_id,
		people: [ada, ben],
		steps: [
			{
				name: "Review",
				decision_type: "first",
				assignees: [ada, ben].map(({ id }) => ({
					person_id: id,
					required: true,
				})),
				options: [
					{ id: "2000", name: "Approve", response_type: "approve" },
					{ id: "2001", name: "Reject", response_type: "reject" },
				],
			},
		],
		variants: defaultVariants,
	};
}

/** The events before the first request, and the faults, of one row. */
export type RowWorld = Pick<HostedWorld, "before" | "faults">;

/** One instance for each row, all under the login of the first world. */
export async function addBulkWorlds(
	server: FaultServerControl,
	rows: readonly RowWorld[],
): Promise<{ token: string; base_url: string; worlds: ServedWorld[] }> {
	const login = await server.addWorld({
		plan: bulkPlan("login"),
		before: [],
		faults: [],
	});
	const worlds: ServedWorld[] = [];
	for (const [index, row] of rows.entries())
		worlds.push(
			await server.addWorld({
				plan: bulkPlan(`i-${index + 1}`),
				...row,
				sibling_of: login.id,
			}),
		);
	return { token: login.token, base_url: login.base_url, worlds };
}
