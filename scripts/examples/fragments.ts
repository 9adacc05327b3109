/**
 * Blocks of documents that take something as given. A `ts` block that is named neither here nor in
 * `document-programs.ts` type-checks as it is.
 */
export type Fragment = {
	/** Part of the block's text, by which it is found. */
	block: string;
	/** Declares what the document explains elsewhere. */
	given: string;
};

/** The fragments of each document. */
export const fragments: Record<string, Fragment[]> = {
	"apps/edge/README.md": [
		{
			block: "const fixture = parseFixture(",
			given: "declare const text: string;",
		},
	],
	"packages/conformance/README.md": [
		{
			block: 'describeSurface("my server"',
			given: `import type { CompanyFixture } from "@signoff/conformance";
declare function startMyServer(company: CompanyFixture): Promise<{ url: string; close(): Promise<void> }>;`,
		},
		{
			block: 'describeSurface("my client"',
			given: `import { describeSurface } from "@signoff/conformance/vitest";
import type { Outcome } from "@signoff/core";
declare function myClient(url: string, token: string): {
	respond(submission: unknown, deadlineMs: number): Promise<Outcome>;
};`,
		},
	],
	"packages/core/README.md": [
		{
			block: "await execute(command)",
			given: `import type { SettlementCommand, Submission } from "@signoff/core";
declare const submission: Submission;
declare function execute(command: SettlementCommand): Promise<RequestEvent>;`,
		},
	],
};
