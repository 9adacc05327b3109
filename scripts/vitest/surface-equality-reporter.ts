import { writeFileSync } from "node:fs";
import type {} from "@signoff/conformance/vitest";
import type { Reporter, TestModule } from "vitest/node";
import {
	equalityDocument,
	type ObservedBehaviour,
} from "./surface-equality-table.ts";

/** Writes `docs/equality.md` from the observed outcomes, after a run that includes every surface. */
export class EqualityReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]): void {
		const document = equalityDocument(modules.flatMap(observedIn));
		if (document !== null)
			writeFileSync(
				new URL("../../docs/equality.md", import.meta.url),
				document,
			);
	}
}

function observedIn(module: TestModule): ObservedBehaviour[] {
	return [...module.children.allTests("passed")].flatMap(
		(test) => test.meta().signoff ?? [],
	);
}
