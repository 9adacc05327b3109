import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A program of the suite. It prints for people, and adds its figures to the file of the suite. */
export type Part = {
	name: string;
	what: string;
	/** Arguments of Node, in `cwd`. */
	args: string[];
	cwd: string;
	/** Whether it measures the built packages. */
	built: boolean;
};

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const bench = join(root, "packages/bench");
const edge = join(root, "apps/edge");
const tui = join(root, "apps/tui");

const edgePart = (name: string, what: string, part = `edge-${name}`): Part => ({
	name: part,
	what,
	args: ["src/bench/run.ts", name],
	cwd: edge,
	built: false,
});

/** In the order in which they run. */
export const parts: Part[] = [
	{
		name: "sdk",
		what: "a call of the sdk, beside bare calls and other clients",
		args: ["src/sdk/command.ts"],
		cwd: bench,
		built: false,
	},
	{
		name: "size",
		what: "what a web application loads, beside other clients",
		args: ["src/size.ts"],
		cwd: bench,
		built: true,
	},
	edgePart("rates", "responses on Node, beside the smallest handler"),
	edgePart("workerd", "responses on workerd, beside the smallest handler"),
	edgePart("on-record", "responses by how many are on record"),
	edgePart("inbox", "inbox pages by the number of instances"),
	edgePart("relay", "the relay, beside the same call of the sdk", "relay"),
	{
		name: "terminal",
		what: "starts, keys and commands of the terminal app",
		args: ["bench/bench.ts"],
		cwd: tui,
		built: true,
	},
	{
		name: "faults",
		what: "what clients report after faults, and what is on record",
		args: ["src/faults/command.ts", "--keep"],
		cwd: bench,
		built: false,
	},
	{
		name: "model",
		what: "1,000,000 random schedules of faults",
		args: ["src/suite/model.ts"],
		cwd: bench,
		built: false,
	},
];
