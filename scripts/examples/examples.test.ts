import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../lib/run.ts";
import { edgeWith } from "./edge.ts";
import { exampleFolder } from "./example-folder.ts";
import { withLogin } from "./login-server.ts";
import { withStorage } from "./storage-server.ts";

type Read = { data: { current_step_occurrence: { id: string } } };

const patience = { timeout: 60_000 };

function environment(url: string): NodeJS.ProcessEnv {
	return { ...process.env, SIGNOFF_BASE_URL: url, SIGNOFF_TOKEN: "ada-token" };
}

test("one decision", patience, async () => {
	const folder = exampleFolder("one-decision");
	const url = await edgeWith(folder, ["9001"]);
	const decide = () =>
		run(
			process.execPath,
			["decide.ts", "4201", "77", "9001"],
			folder,
			environment(url),
		);
	const said = "recorded: Your response is on record.\n";
	expect(await decide()).toEqual({ code: 0, output: said });
	const over = "There is nothing to approve.\n";
	expect(await decide()).toEqual({ code: 0, output: over });
});

test("a list, with resume", patience, async () => {
	const folder = exampleFolder("list-with-resume");
	const ids = Array.from({ length: 20 }, (_, index) => `${9001 + index}`);
	const url = await edgeWith(folder, ids);
	const headers = {
		Authorization: "Bearer ada-token",
		"Procore-Company-Id": "4201",
	};
	const lines = ids.map(async (id) => {
		const path = `/rest/v2.0/companies/4201/projects/77/workflows/instances/${id}`;
		const answer = await fetch(url + path, { headers });
		const read: Read = JSON.parse(await answer.text());
		const response = {
			current_step_occurrence_id: read.data.current_step_occurrence.id,
			selected_response_option_id: "2000",
		};
		const scope = { company_id: "4201", project_id: "77" };
		return JSON.stringify({ ...scope, id, response });
	});
	const list = join(folder, "decisions.jsonl");
	writeFileSync(list, (await Promise.all(lines)).join("\n"));
	for (const _ of ["the first time", "again"]) {
		const args = ["answer-all.ts", "decisions.jsonl"];
		const { code, output } = await run(
			process.execPath,
			args,
			folder,
			environment(url),
		);
		const said = output.trim().split("\n");
		expect(said.toSorted()).toEqual(
			ids.map((id) => `${id} recorded: Your response is on record.`),
		);
		expect(code).toBe(0);
	}
});

test("with a file", patience, async () => {
	const folder = exampleFolder("with-a-file");
	const edge = await edgeWith(folder, ["9001"]);
	const { url, stored } = await withStorage(edge);
	writeFileSync(join(folder, "delivery-note.txt"), "12 pallets of bricks");
	const { output } = await run(
		process.execPath,
		["attach.ts", "4201", "77", "9001", "delivery-note.txt"],
		folder,
		environment(url),
	);
	expect(output).toBe(
		"delivery-note.txt: 20 bytes\nrecorded: Your response is on record.\n",
	);
	expect(stored).toHaveLength(1);
	expect(stored[0]?.body).toContain("12 pallets of bricks");
	expect(stored[0]?.token).toBe(false);
});

test("a service account", patience, async () => {
	const folder = exampleFolder("service-account");
	const { env, seen } = await withLogin();
	const approve = async (): Promise<string> => {
		const args = ["approve.ts", "4201", "77", "9001"];
		const { output } = await run(process.execPath, args, folder, env);
		return output;
	};
	expect(await approve()).toBe("recorded: Your response is on record.\n");
	expect(await approve()).toBe("There is nothing to approve.\n");
	expect((await seen()).map(({ call }) => call)).toEqual([
		"refresh_token",
		"read_instance",
		"read_me",
		"read_instance",
		"submit",
		"read_instance",
	]);
});
