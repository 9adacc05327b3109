import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { outcomeFromHttp } from "@signoff/core";
import { expect, onTestFinished, test } from "vitest";
import { readFixture } from "../../cli/read-fixture.ts";
import { serve } from "../../hosts/node/serve.ts";
import { integrationRunners } from "../../testing/integrations/runners.ts";
import { integrationFiles, integrationsFolder } from "./files.ts";

const fixture = join(integrationsFolder, "../fixtures/harbor.json");

test("the files are up to date with the document", async () => {
	for (const [name, content] of Object.entries(integrationFiles()))
		expect(
			(await readFile(join(integrationsFolder, name), "utf8")) === content,
			`run \`pnpm --filter @signoff/edge run build-integrations\` for ${name}`,
		).toBe(true);
});

test("there is a runner for each file", () => {
	expect(Object.keys(integrationRunners)).toEqual(
		Object.keys(integrationFiles()),
	);
});

test.each(Object.entries(integrationRunners))(
	"%s answers 204, 204 replayed, and 422 with another option, when only its placeholders are replaced",
	async (name, createRunner) => {
		const edge = await serve({
			port: 0,
			log: () => {},
			logLevel: "error",
			fixture: await readFixture(fixture),
		});
		onTestFinished(edge.close);
		const text = await readFile(join(integrationsFolder, name), "utf8");
		expect(text).toContain("{{base_url}}");
		expect(text).toContain("{{token}}");
		const send = createRunner(text, edge.url, "ada-token");
		const kinds: (string | undefined)[] = [];
		for (const isOtherOption of [false, false, true]) {
			const reply = await send(isOtherOption);
			kinds.push(
				`${reply.status} ${outcomeFromHttp({ ...reply, data: JSON.parse(reply.body || "null") })?.kind}`,
			);
		}
		expect(kinds).toEqual(["204 recorded", "204 unchanged", "422 conflict"]);
	},
);
