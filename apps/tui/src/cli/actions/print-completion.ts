import { parseArgs } from "node:util";
import { didYouMean, malformedIssue, sanitize } from "@signoff/core/validation";
import { safe } from "@signoff/sdk";
import { bashScript } from "../completion/bash.ts";
import { fishScript } from "../completion/fish.ts";
import { type CompletionModel, completionModel } from "../completion/model.ts";
import { zshScript } from "../completion/zsh.ts";
import type { CommandContext } from "../context/command-context.ts";
import type { Invocation } from "../context/invocation.ts";
import type { SettingFlags } from "../context/settings.ts";
import { withClient } from "../context/with-client.ts";
import type { CommandResult } from "../output/command-result.ts";
import { usageErrorResult } from "../output/usage-error-result.ts";

const scripts: Record<string, (model: CompletionModel) => string> = {
	bash: bashScript,
	zsh: zshScript,
	fish: fishScript,
};

const shells = Object.keys(scripts);

/** Prints the script of a shell, or the names of a step's options. */
export function printCompletion(
	invocation: Invocation,
): Promise<CommandResult> {
	const [word = "", ...words] = invocation.positionals;
	if (word === "options")
		return printOptions({ ...invocation, flags: readWords(words) });
	const script = Object.hasOwn(scripts, word) ? scripts[word] : undefined;
	if (script === undefined || words.length > 0)
		return Promise.resolve(usageErrorResult([unknownShell(word)]));
	const text = script(completionModel(invocation.registry));
	return Promise.resolve({
		exitCode: 0,
		json: [{ script: text }],
		text: () => [text.trimEnd()],
	});
}

function unknownShell(word: string): ReturnType<typeof malformedIssue> {
	return malformedIssue(
		[],
		`\`completion\` needs one of ${shells.join(", ")}${didYouMean(word, shells)}`,
	);
}

type OptionFlags = SettingFlags & { instance?: string };

/** The flags of a command line that is being typed; what does not parse is left out. */
function readWords(words: string[]): OptionFlags {
	const text = { type: "string" } as const;
	const { values } = parseArgs({
		args: words,
		options: {
			instance: text,
			"company-id": text,
			"project-id": text,
			"base-url": text,
		},
		strict: false,
		allowPositionals: true,
	});
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => typeof value === "string"),
	);
}

// The shell waits for it.
const deadlineMs = 2_000;

/** The names of the options that the current step of the instance offers, one per line. */
const printOptions = withClient<OptionFlags>(
	async (context: CommandContext<OptionFlags>): Promise<CommandResult> => {
		const { flags, settings, client, signal } = context;
		const { company_id, project_id } = settings;
		const { instance } = flags;
		if (company_id === undefined || instance === undefined) return names([]);
		const read = await safe(
			client.instances.get({ company_id, project_id }, instance, {
				signal,
				deadlineMs,
			}),
		);
		const step = read.kind === "ok" ? read.value.current_step_occurrence : null;
		return names(
			(step?.available_response_options ?? []).map(({ name }) =>
				sanitize(name),
			),
		);
	},
);

function names(options: string[]): CommandResult {
	return { exitCode: 0, json: [{ options }], text: () => options };
}
