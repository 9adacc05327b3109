import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { codeBlocks } from "../lib/code-blocks.ts";
import { root } from "../lib/repository.ts";
import { runProcess } from "../lib/run.ts";
import { startContractServer } from "./contract-server.ts";
import { copyExample } from "./example-folder.ts";
import { startLoginServer } from "./login-server.ts";
import { startStorageServer } from "./storage-server.ts";

/** The output that an example's README shows. */
function shownOutput(example: string): string {
	const readme = readFileSync(join(root, "examples", example, "README.md"));
	const block = codeBlocks(readme.toString()).find(
		({ language }) => language === "",
	);
	if (block === undefined) throw new Error(`${example} shows no output.`);
	return block.code;
}

type InstanceBody = { data: { current_step_occurrence: { id: string } } };

const options = { timeout: 60_000 };

function envFor(url: string): NodeJS.ProcessEnv {
	return { ...process.env, SIGNOFF_BASE_URL: url, SIGNOFF_TOKEN: "ada-token" };
}

test("one decision", options, async () => {
	const folder = copyExample("one-decision");
	const { url } = await startContractServer(["9001"]);
	const decide = () =>
		runProcess(
			process.execPath,
			["decide.ts", "4201", "77", "9001"],
			folder,
			envFor(url),
		);
	const recorded = shownOutput("one-decision");
	expect(await decide()).toEqual({ code: 0, output: recorded });
	const answered = "There is nothing to approve.\n";
	expect(await decide()).toEqual({ code: 0, output: answered });
});

test("a list, with resume", options, async () => {
	const folder = copyExample("list-with-resume");
	const ids = Array.from({ length: 20 }, (_, index) => `${9001 + index}`);
	const { url } = await startContractServer(ids);
	const headers = {
		Authorization: "Bearer ada-token",
		"Procore-Company-Id": "4201",
	};
	const lines = ids.map(async (id) => {
		const path = `/rest/v2.0/companies/4201/projects/77/workflows/instances/${id}`;
		const reply = await fetch(url + path, { headers });
		const { data }: InstanceBody = JSON.parse(await reply.text());
		const response = {
			current_step_occurrence_id: data.current_step_occurrence.id,
			selected_response_option_id: "2000",
		};
		const scope = { company_id: "4201", project_id: "77" };
		return JSON.stringify({ ...scope, id, response });
	});
	const list = join(folder, "decisions.jsonl");
	writeFileSync(list, (await Promise.all(lines)).join("\n"));
	for (const _ of ["the first time", "again"]) {
		const args = ["respond-all.ts", "decisions.jsonl"];
		const { code, output } = await runProcess(
			process.execPath,
			args,
			folder,
			envFor(url),
		);
		expect(output.trim().split("\n").toSorted()).toEqual(
			ids.map((id) => `${id} recorded: Your response is on record.`),
		);
		expect(output).toContain(shownOutput("list-with-resume").split("\n")[0]);
		expect(code).toBe(0);
	}
});

test("with a file", options, async () => {
	const folder = copyExample("with-a-file");
	const server = await startContractServer(["9001"]);
	const { url, stored } = await startStorageServer(server.url);
	writeFileSync(join(folder, "delivery-note.pdf"), "12 pallets of bricks");
	const { output } = await runProcess(
		process.execPath,
		["attach.ts", "4201", "77", "9001", "delivery-note.pdf"],
		folder,
		envFor(url),
	);
	expect(output).toBe(shownOutput("with-a-file"));
	expect(stored).toHaveLength(1);
	expect(stored[0]?.body).toContain("12 pallets of bricks");
	expect(stored[0]?.hasToken).toBe(false);
});

test("a test with the fake server", options, async () => {
	const folder = copyExample("test-with-fake-server", ["sdk", "conformance"]);
	const { code, output } = await runProcess(
		process.execPath,
		["--test", "--test-reporter=tap"],
		folder,
	);
	expect(output).toContain("# pass 2\n# fail 0\n");
	expect(code).toBe(0);
});

test("a service account", options, async () => {
	const folder = copyExample("service-account");
	const { env, receivedRequests } = await startLoginServer();
	const approve = async (): Promise<string> => {
		const args = ["approve.ts", "4201", "77", "9001"];
		const { output } = await runProcess(process.execPath, args, folder, env);
		return output;
	};
	expect(await approve()).toBe(shownOutput("service-account"));
	expect(await approve()).toBe("There is nothing to approve.\n");
	expect((await receivedRequests()).map(({ call }) => call)).toEqual([
		"refresh_token",
		"read_instance",
		"read_me",
		"read_instance",
		"submit",
		"read_instance",
	]);
});

test("with ky", options, async () => {
	const folder = copyExample("with-ky");
	const { url } = await startContractServer(["9001"]);
	const { code, output } = await runProcess(
		process.execPath,
		["approve-with-ky.ts", "4201", "77", "9001"],
		folder,
		envFor(url),
	);
	expect(output).toBe(shownOutput("with-ky"));
	expect(code).toBe(0);
});
