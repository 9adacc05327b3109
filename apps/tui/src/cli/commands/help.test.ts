import { exitCodes, outcomeKinds, outcomeMeanings } from "@signoff/core";
import { expect, test } from "vitest";
import { registry } from "../registry.ts";
import { helpText } from "./help.ts";

test("the help has the exit code of every kind, with what is certain then", () => {
	const rows = [
		...helpText(registry, null).matchAll(/^ {2}(\d+) {2}(\w+) +(.+)$/gm),
	];
	const kinds = outcomeKinds.toSorted((a, b) => exitCodes[a] - exitCodes[b]);
	expect(rows.map(([, ...cells]) => cells)).toEqual(
		kinds.map((kind) => [String(exitCodes[kind]), kind, outcomeMeanings[kind]]),
	);
});
