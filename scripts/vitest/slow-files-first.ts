import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take tens of seconds, mostly waiting: for leases, undo windows and processes. */
const slowFiles = [
	"src/app/accidental-keys.test.ts",
	"src/hosts/cloudflare/relay-restart.test.ts",
	"tui/src/behaviours.test.ts",
	"src/app/outbox.test.ts",
	"src/app/behaviours.test.ts",
	"src/app/inbox-loader.test.ts",
	"src/relay-behaviours.test.ts",
	"src/cli/outbox.test.ts",
	"src/app/batch.test.ts",
];

/** Starts slow files first: a run would else end with one of them, alone. */
export class SlowFilesFirst extends BaseSequencer {
	override async sort(
		files: TestSpecification[],
	): Promise<TestSpecification[]> {
		const sorted = await super.sort(files);
		const isSlow = ({ moduleId }: TestSpecification): boolean =>
			slowFiles.some((path) => moduleId.endsWith(`/${path}`));
		return [
			...sorted.filter(isSlow),
			...sorted.filter((file) => !isSlow(file)),
		];
	}
}
