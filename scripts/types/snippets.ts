// Snippets of user code. A line that must not compile ends in a comment with the expected error code (`// TS2322`).
// A snippet without such a comment must compile.

/** Declarations that every snippet imports. */
export const prelude = `
import { bearer, type Client, createClient, describe, matchOutcome, type Outcome, type OutcomeKind, type Submission } from "@signoff/sdk";

declare const client: Client;
declare const outcome: Outcome;
declare const submission: Submission;
const scope = { company_id: "4201", project_id: "77" };
const response = { current_step_occurrence_id: "501", selected_response_option_id: "2000" };
export { bearer, client, createClient, describe, matchOutcome, outcome, response, scope, submission };
export type { Client, Outcome, OutcomeKind, Submission };
`;

const onRecordCases = `case "recorded": case "unchanged": case "accepted":`;
const refusedCases = `case "unauthenticated": case "forbidden": case "not_found":`;
const tableRows = `recorded: () => 0, unchanged: () => 0, accepted: () => 0, conflict: ({ differs }) => differs.length,
	superseded: ({ decided_by }) => decided_by.length, invalid: ({ issues }) => issues.length,
	unauthenticated: ({ reason }) => reason?.code.length ?? 0, forbidden: () => 6, not_found: () => 7,
	deferred: ({ retry_at }) => retry_at.length,`;

/** Snippets that must compile. They prove that the compiler does not reject everything. */
export const valid: Record<string, string> = {
	"a submission at project level and one at company level": `
export const a: Submission = { ...scope, id: "9001", response: { ...response, comment: "Fine", attachments: { upload_ids: ["u-1"] } } };
export const b: Submission = { company_id: "4201", id: "9001", response: { ...response, comment: null } };
`,
	"every option, also `undefined`": `
void client.respond(submission, { deadlineMs: 1, attemptTimeoutMs: 1, readFirst: true, maxDeliveryDelayMs: null, maxReadStalenessMs: 0, maxCalls: 1, fetchMayResend: false });
void client.respond(submission, { signal: AbortSignal.timeout(1), idempotencyToken: "t-1", instance: undefined, deadlineMs: undefined });
`,
	"a table with every kind": `
export const code: number = matchOutcome(outcome, { ${tableRows} uncertain: ({ retry_at }) => retry_at.length });
`,
	"a switch over every kind": `
export function codeOf(outcome: Outcome): number {
	switch (outcome.kind) {
		${onRecordCases} return 0;
		${refusedCases} return outcome.reason === null ? 5 : 6;
		case "conflict": return outcome.differs.length;
		case "superseded": return outcome.decided_by.length;
		case "invalid": return outcome.issues.length;
		case "deferred": return outcome.reason === "rate_limited" ? 8 : 9;
		case "uncertain": return outcome.retry_at.length;
		default: return outcome satisfies never;
	}
}
`,
	"the fields of a kind, after narrowing": `
if (outcome.kind === "conflict") console.log(outcome.on_record.option.name, outcome.on_record.submitted_at);
if (outcome.kind === "uncertain" || outcome.kind === "deferred") console.log(outcome.retry_at);
console.log(describe(outcome).sentence, outcome.attempts.length);
`,
	"reads and lists": `
for await (const row of client.instances.list(scope, { tool_type: "requisition" })) console.log(row.id);
for await (const settled of client.respondAll([submission], { concurrency: 2 })) console.log(settled.outcome.kind);
const { current_step_occurrence: step } = await client.instances.get(scope, "9001");
console.log(step?.name);
export const made: Client = createClient({ auth: bearer("token") });
`,
};

/** Snippets that must not compile. */
export const invalid: Record<string, string> = {
	"a misspelled field": `
export const a: Submission = { ...scope, id: "9001", response: { ...response, coment: "Fine" } }; // TS2561
`,
	"an unknown field": `
export const a: Submission = { ...scope, id: "9001", urgent: true, response }; // TS2353
`,
	"a submission without its id": `
export const a: Submission = { ...scope, response }; // TS2322
`,
	"a submission without its option": `
const { selected_response_option_id, ...rest } = response;
export const a: Submission = { ...scope, id: selected_response_option_id, response: rest }; // TS2741
`,
	"numeric ids": `
export const a: Submission = { ...scope, id: 9001, response }; // TS2322
export const b: Submission = { company_id: 4201, id: "9001", response }; // TS2322
void client.instances.get(scope, 9001); // TS2345
`,
	"attachments that are not lists of ids": `
export const a: Submission = { ...scope, id: "9001", response: { ...response, attachments: { upload_ids: [1] } } }; // TS2322
export const b: Submission = { ...scope, id: "9001", response: { ...response, attachments: { uploads: ["u-1"] } } }; // TS2353
`,
	"a table that lacks a kind": `
export const code = matchOutcome(outcome, { // TS2741
	${tableRows}
});
`,
	"a table with an unknown kind": `
export const code = matchOutcome(outcome, { ${tableRows}
	uncertain: () => 9,
	pending: () => 10, // TS2353
});
`,
	"a switch that lacks a kind": `
export function handle(outcome: Outcome): void {
	switch (outcome.kind) {
		${onRecordCases} return;
		${refusedCases} return;
		case "conflict": case "superseded": case "invalid": case "deferred": return;
		default: outcome satisfies never; // TS1360
	}
}
export function codeOfKind(kind: OutcomeKind): number { // TS2366
	switch (kind) {
		${onRecordCases} return 0;
	}
}
`,
	"a comparison with an unknown kind": `
if (outcome.kind === "approved") console.log(outcome); // TS2367
`,
	"a field that the kind does not have": `
if (outcome.kind === "recorded") console.log(outcome.retry_at); // TS2339
if (outcome.kind === "uncertain") console.log(outcome.reason); // TS2339
if (outcome.kind === "deferred" && outcome.reason === "busy") console.log(outcome); // TS2367
`,
	"a field of some kinds, before narrowing": `
console.log(outcome.on_record); // TS2339
console.log(outcome.retry_at); // TS2339
`,
	"an unknown option, or one of another type": `
void client.respond(submission, { deadlineMS: 30_000 }); // TS2561
void client.respond(submission, { deadlineMs: "30s" }); // TS2322
void client.respond(submission, { readFirst: "no" }); // TS2322
void client.respondAll([submission], { instance: undefined }); // TS2561
`,
	"a client without auth, or with a token that may be missing": `
createClient({}); // TS2741
createClient({ auth: "token" }); // TS2322
bearer(process.env["PROCORE_TOKEN"]); // TS2345
`,
	"a list without its tool type": `
client.instances.list(scope, { active: true }); // TS2741
client.instances.list(scope, { tool_typ: "requisition" }); // TS2561
`,
	"a preview used as an outcome": `
const { preview } = await client.preview(submission);
console.log(describe(preview)); // TS2345
`,
	"a step that may be null": `
const { current_step_occurrence: step } = await client.instances.get(scope, "9001");
console.log(step.name); // TS18047
`,
	"an outcome without `await`": `
console.log(client.respond(submission).kind); // TS2339
`,
};
