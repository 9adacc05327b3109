import { closestMatch } from "@signoff/core/validation";
import packageJson from "../../package.json" with { type: "json" };
import { checkClientCommand } from "./check-client.ts";
import { checkServerCommand, fixtureCommand } from "./check-server.ts";
import { faultServerCommand } from "./fault-server.ts";
import { modelCheckCommand } from "./model-check.ts";
import { type CliCommand, type CommandContext, usageError } from "./process.ts";

const commands: CliCommand[] = [
	checkServerCommand,
	checkClientCommand,
	fixtureCommand,
	faultServerCommand,
	modelCheckCommand,
];

const help = `Checks that a client or a server follows the workflow-response contract.

${commands.map((command) => command.help).join("\n")}
signoff-conformance --help, --version
`;

/** Runs `signoff-conformance`. Resolves to its exit code. */
export async function runCommand(
	argv: string[],
	context: CommandContext,
): Promise<number> {
	const [name, ...rest] = argv;
	if (argv.includes("--help") || argv.includes("-h")) {
		context.out(commands.find((each) => each.name === name)?.help ?? help);
		return 0;
	}
	if (name === "--version" || name === "-v") {
		context.out(`${packageJson.version}\n`);
		return 0;
	}
	if (name !== undefined && /^https?:\/\//.test(name))
		return checkServerCommand.run(argv, context);
	const command = commands.find((each) => each.name === name);
	if (command !== undefined) return command.run(rest, context);
	if (name === undefined) return usageError(context, "A command is missing.");
	const names = commands.map((each) => each.name);
	const guess = closestMatch(name, names);
	const hint =
		guess === null
			? `: there are ${names.join(", ")}.`
			: `; did you mean \`${guess}\`?`;
	return usageError(context, `There is no such command${hint}`);
}
