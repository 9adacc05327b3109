import assert from "node:assert/strict";
import { test } from "node:test";
import { createFakeServer } from "@signoff/conformance/fake-server";
import { bearer, createClient } from "@signoff/sdk";
import { approve } from "./approve-step.ts";

const scope = { company_id: "4201", project_id: "77" };

test("puts an approval on record", async () => {
	const fake = createFakeServer();
	const client = createClient({
		baseUrl: fake.url,
		fetch: fake.fetch,
		auth: bearer("ada-token"),
	});
	assert.equal(
		await approve(client, scope, "9001"),
		"Your response is on record.",
	);
	const [response, ...others] = fake.record("9001").responses;
	assert.deepEqual(others, []);
	assert.equal(response?.person.name, "Ada Byron");
	assert.equal(response?.option.name, "Approve");
	assert.equal(response?.comment, "Quantities match the delivery note.");
});

test("reports that a person may not answer the step", async () => {
	const fake = createFakeServer();
	const client = createClient({
		baseUrl: fake.url,
		fetch: fake.fetch,
		auth: bearer("sam-token"),
	});
	assert.match(await approve(client, scope, "9001"), /^Nothing was recorded/);
	assert.deepEqual(fake.record("9001").responses, []);
});
