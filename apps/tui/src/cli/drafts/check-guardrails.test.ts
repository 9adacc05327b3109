import { expect, onTestFinished, test, vi } from "vitest";
import { replyToReads } from "../../testing/instance.ts";
import { printed, signoff } from "../../testing/run-cli.ts";
import { newConfigHome } from "../../testing/state-home.ts";
import { startStubServer } from "../../testing/stub-server.ts";
import { openTerminal } from "../../testing/terminal.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

const answer = ["--instance", "9001", "--step", "1", "--option", "Approve"];

async function serve(config: object) {
	const stub = await startStubServer(replyToReads("Review", { status: 204 }));
	onTestFinished(stub.stop);
	return {
		sent: () => stub.requests.filter(({ method }) => method === "POST").length,
		env: {
			SIGNOFF_BASE_URL: stub.url,
			SIGNOFF_TOKEN: "ada-token",
			SIGNOFF_COMPANY_ID: "4201",
			SIGNOFF_PROJECT_ID: "77",
			XDG_CONFIG_HOME: newConfigHome(config),
		},
	};
}

test.each<[object, string]>([
	[{ read_only: true }, "`read_only`"],
	[{ off_limits: ["77"] }, "`off_limits`"],
	[{ comment_required: ["approve"] }, "`comment_required`"],
	[{ confirm: ["approve"] }, "`confirm`"],
])(
	"`respond` sends nothing that %j does not allow, and `--dry-run` says so",
	async (config, message) => {
		const { env, sent } = await serve(config);
		for (const flags of [["--json"], ["--json", "--dry-run"]]) {
			const run = await signoff(["respond", ...answer, ...flags], { env });
			expect(run.code).toBe(2);
			expect(printed(run)).toMatchObject({
				kind: "invalid",
				issues: [
					{ code: "guardrail", message: expect.stringContaining(message) },
				],
			});
		}
		expect(sent()).toBe(0);
	},
);

test("a submission from standard input is checked too, and one that is allowed is sent", async () => {
	const { env, sent } = await serve({ comment_required: ["approve"] });
	const submit = (comment: string) =>
		signoff(["respond", "--stdin", "--json"], {
			env,
			stdin: JSON.stringify({
				company_id: "4201",
				project_id: "77",
				id: "9001",
				response: {
					current_step_occurrence_id: "1",
					selected_response_option_id: "2000",
					comment,
				},
			}),
		});
	expect((await submit("")).code).toBe(2);
	expect(sent()).toBe(0);
	expect((await submit("Fine.")).code).toBe(0);
	expect(sent()).toBe(1);
});

test("at a terminal a person confirms an answer of the type that the config file names", async () => {
	const { env, sent } = await serve({ confirm: ["approve"] });
	const refused = openTerminal(["respond", ...answer], env);
	await refused.until("Type `yes` to send this answer:");
	refused.send("no\r");
	expect((await refused.ended).code).toBe(2);
	expect(sent()).toBe(0);
	const confirmed = openTerminal(["respond", ...answer], env);
	await confirmed.until("Type `yes` to send this answer:");
	confirmed.send("yes\r");
	expect((await confirmed.ended).code).toBe(0);
	expect(sent()).toBe(1);
});

test("a person is not asked to confirm what is not allowed at all", async () => {
	const { env, sent } = await serve({ read_only: true, confirm: ["approve"] });
	const terminal = openTerminal(["respond", ...answer], env);
	const { code, raw } = await terminal.ended;
	expect(code).toBe(2);
	expect(raw).toContain("`read_only`");
	expect(raw).not.toContain("Type `yes`");
	expect(sent()).toBe(0);
});
