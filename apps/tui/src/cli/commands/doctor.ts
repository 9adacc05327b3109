import { abortOnSignal } from "../../terminal/abort-on-signal.ts";
import { createProgressLine } from "../../terminal/progress-line.ts";
import { themeFor } from "../../terminal/theme.ts";
import type { Flags } from "../args/flags.ts";
import { commonFlags, scopeFlags } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import { doctorLines } from "../doctor/doctor-lines.ts";
import type { CommandResult } from "../output/command-result.ts";
import type { Command } from "./command.ts";

const flags = { ...scopeFlags, ...commonFlags } as const;

/** `signoff doctor`: checks everything that an answer needs, and says what to do. It sends no answer. */
export const doctor: Command = {
	name: "doctor",
	summary: "Check the set-up, the network and the login, and say what to do.",
	flags,
	examples: ["signoff doctor", "signoff doctor --json"],
	run: diagnose,
};

type DoctorFlags = Flags<typeof flags>;

async function diagnose({
	flags: given,
	process,
}: Invocation<DoctorFlags>): Promise<CommandResult> {
	const { stderr, env } = process;
	const { ellipsis } = themeFor(stderr, env);
	const line = createProgressLine(stderr, Date.now, ellipsis);
	const { runChecks } = await import("../doctor/run-checks.ts");
	const facts = {
		flags: given,
		process,
		signal: abortOnSignal(),
		now: Date.now,
	};
	const checks = await runChecks(facts, ({ name }) => {
		if (env["TERM"] !== "dumb") line.show(`Checked: ${name}`);
	});
	line.end();
	return {
		exitCode: checks.every(({ ok }) => ok) ? 0 : 1,
		json: [{ checks }],
		text: (theme) => doctorLines(checks, theme),
	};
}
