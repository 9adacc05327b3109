// Runs the model check on all cores and records its figures.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { recordFigure } from "../../../../scripts/lib/figures.ts";

const program = join(import.meta.dirname, "../../../conformance/src/bin.ts");
const runs = 1_000_000;

type Share = { percent: number };
type Summary = {
	violations: number;
	seconds: number;
	cores: number;
	uncertain: Record<
		"classic" | "new",
		Share & Record<"shown" | "current", Share>
	>;
};

const { stdout } = await promisify(execFile)(process.execPath, [
	program,
	"model-check",
	"--runs",
	String(runs),
]);
console.log(stdout.trim());
const { violations, seconds, cores, uncertain }: Summary = JSON.parse(
	stdout.trim().split("\n").at(-1) ?? "",
);
recordFigure({
	id: "model.violations",
	what: `violations of an invariant in ${runs} random schedules`,
	value: violations,
	unit: "",
	goal: { most: 0 },
});
recordFigure({
	id: "model.seconds",
	what: `time of ${runs} random schedules on ${cores} cores`,
	value: seconds,
	unit: "s",
	goal: { most: 60 },
});
const what =
	"settlements that end `uncertain` although their faults end in time, the instance read first";
recordFigure({
	id: "model.uncertain.shown",
	what: `${what}, if a read showed the step while it was current`,
	value: uncertain.classic.shown.percent,
	unit: "%",
	goal: { most: 0.4 },
});
recordFigure({
	id: "model.uncertain.current",
	what: `${what}, if the step was current at the start`,
	value: uncertain.classic.current.percent,
	unit: "%",
});
recordFigure({
	id: "model.uncertain.all",
	what: `${what}, every step`,
	value: uncertain.classic.percent,
	unit: "%",
});
recordFigure({
	id: "model.uncertain.shown.new",
	what: "the same in the worlds that were added later, if a read showed the step",
	value: uncertain.new.shown.percent,
	unit: "%",
});
