import { writeFileSync } from "node:fs";
import type {} from "@signoff/conformance/vitest";
import type { Reporter, TestModule } from "vitest/node";
import { equalityDocument, type Seen } from "./equality-table.ts";

/** Writes `docs/equality.md` from what the behaviours came to, after a run in which every surface took part. */
export class EqualityReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]): void {
		const document = equalityDocument(modules.flatMap(seenIn));
		if (document !== null)
			writeFileSync(
				new URL("../../docs/equality.md", import.meta.url),
				document,
			);
	}
}

function seenIn(module: TestModule): Seen[] {
	return [...module.children.allTests("passed")].flatMap(
		(test) => test.meta().signoff ?? [],
	);
}
