import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
	connectionCauses,
	faultNames,
	type RuntimeName,
} from "../packages/sdk/src/testing/runtimes/connection-causes.ts";
import { markdownTables } from "./lib/markdown-tables.ts";
import { root } from "./lib/repository.ts";

test("docs/sdk.md names the causes that each runtime reports", () => {
	const runtimes = Object.keys(connectionCauses) as RuntimeName[];
	const header = ["After", ...runtimes];
	const text = readFileSync(join(root, "docs/sdk.md"), "utf8");
	const table = markdownTables(text).find(
		(each) => each.header.join() === header.join(),
	);
	const expected = faultNames.map((fault) => [
		fault,
		...runtimes.map((runtime) => {
			const { cause, notSent } = connectionCauses[runtime][fault];
			return notSent ? `\`${cause}\`` : `\`${cause}\`, in doubt`;
		}),
	]);
	expect(table?.rows).toEqual(expected);
});
