import { expect, test } from "vitest";
import type { CommandResult } from "../output/command-result.ts";
import { registry } from "../registry.ts";
import { app } from "./app.ts";
import { helpText } from "./help.ts";

/** Runs the app command in this process. It must end before it opens the app. */
function runApp(
	isTTY: boolean,
	flags: Record<string, string>,
	env: Record<string, string> = {},
): Promise<CommandResult> {
	const { argv, stdin, stdout, stderr } = process;
	const asTerminal = <S extends object>(stream: S): S =>
		Object.create(stream, { isTTY: { value: isTTY } });
	return app.run({
		flags,
		positionals: [],
		topic: null,
		registry,
		process: {
			argv,
			env: {
				XDG_CONFIG_HOME: "/nonexistent",
				SIGNOFF_TOKEN: "ada-token",
				...env,
			},
			stdin: asTerminal(stdin),
			stdout: asTerminal(stdout),
			stderr,
		},
	});
}

test("shows the help without a terminal, whatever the settings", async () => {
	expect(await runApp(false, { wait: "soon" })).toMatchObject({
		exitCode: 0,
		json: [{ help: helpText(registry, null) }],
	});
});

test.each<[string, Record<string, string>, Record<string, string>, string]>([
	["a wait that is not a number", { wait: "soon" }, {}, "`--wait`"],
	["an instance without a company", { instance: "9001" }, {}, "The company"],
	[
		"a template of links that is not a URL",
		{},
		{ SIGNOFF_ITEM_URL: "secret" },
		"SIGNOFF_ITEM_URL",
	],
])("refuses %s before it opens", async (_, flags, env, message) => {
	const { exitCode, json } = await runApp(true, flags, env);
	expect(exitCode).toBe(2);
	expect(json).toMatchObject([
		{
			kind: "invalid",
			issues: [{ message: expect.stringContaining(message) }],
		},
	]);
});
