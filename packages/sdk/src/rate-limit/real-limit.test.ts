import { spawnFaultServer } from "@signoff/conformance/fault-server";
import { afterAll, expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { createClient } from "../client.ts";
import { soakWorldPlan } from "../testing/soak/faulty-worlds.ts";

const server = await spawnFaultServer();
afterAll(() => server.close());

test("concurrent requests against a real limit cause at most one 429, and all succeed", async () => {
	const world = await server.addWorld({
		plan: soakWorldPlan("9001"),
		before: [],
		faults: [],
		limits: [{ requests: 10, window_ms: 2_000 }],
	});
	const client = createClient({
		baseUrl: world.base_url,
		auth: bearer(world.token),
	});
	const scope = { company_id: "4201", project_id: "77" };
	const reads = Array.from({ length: 30 }, () =>
		client.instances.get(scope, "9001"),
	);
	const response = {
		current_step_occurrence_id: "1",
		selected_response_option_id: "2000",
	};
	const outcome = await client.respond({ ...scope, id: "9001", response });
	expect(outcome.kind).toBe("recorded");
	expect(await Promise.all(reads)).toHaveLength(30);
	const refused = (await server.receivedRequests(world)).filter(
		({ status }) => status === 429,
	);
	expect(refused.length).toBeLessThanOrEqual(1);
});
