import { abortOnSignal } from "../../terminal/abort-on-signal.ts";
import { createProgressLine } from "../../terminal/progress-line.ts";
import type { Flags } from "../args/flags.ts";
import type { scopeFlags } from "../args/shared-flags.ts";
import type { Invocation } from "../context/invocation.ts";
import { doctorLines } from "../doctor/doctor-lines.ts";
import { runChecks } from "../doctor/run-checks.ts";
import type { CommandResult } from "../output/command-result.ts";

type DoctorFlags = Flags<typeof scopeFlags>;

/** Checks everything that an answer needs. */
export async function diagnose({
	flags: given,
	process,
}: Invocation<DoctorFlags>): Promise<CommandResult> {
	const { stderr, env } = process;
	const line = createProgressLine({ output: stderr, env, now: Date.now });
	const facts = {
		flags: given,
		process,
		signal: abortOnSignal(),
		now: Date.now,
	};
	const checks = await runChecks(facts, ({ name }) => {
		if (env["TERM"] !== "dumb") line.show(() => `Checked: ${name}`);
	});
	line.end();
	return {
		exitCode: checks.every(({ ok }) => ok) ? 0 : 1,
		json: [{ checks }],
		text: (theme) => doctorLines(checks, theme),
	};
}
