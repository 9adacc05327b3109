/** How a `ts` block of a document is run. The block's text is not changed. */
export type DocumentProgram = {
	/** Part of the block's text, by which it is found. */
	block: string;
	/** Declares what the document explains elsewhere; runs before the block. */
	before: string;
	/** What the block prints, if the document does not say it in a comment. */
	prints?: string;
	/** The instances that have a response on record afterwards. */
	recorded?: string[];
};

const client = `
import { bearer, createClient as createExampleClient } from "@signoff/sdk";
const client = createExampleClient({ auth: bearer("ada-token") });
`;

// The documents take submissions as given.
const submissionOf = `
const scope = { company_id: "4201", project_id: "77" };
const approvalOf = async (id: string) => {
	const draft = { ...scope, id, option: "Approve" };
	const resolved = await client.resolveDraft(draft);
	if (resolved.kind === "refused") throw new Error(resolved.outcome.kind);
	return resolved.submission;
};
`;

const submission = `${client}${submissionOf}const submission = await approvalOf("9001");\n`;
const submissions = `${client}${submissionOf}const submissions = [await approvalOf("9001")];\n`;
const store = `const id = "9001"; const stored = new Map<string, any>();
const store = { get: (key: string) => stored.get(key), put: (key: string, state: unknown) => { stored.set(key, state); } };
const schedule = (..._: unknown[]) => {};
`;

/** Every \`ts\` block of each document. */
export const documentPrograms: Record<string, DocumentProgram[]> = {
	"README.md": [
		{
			block: 'comment: "Fine by me." }',
			before: "",
			recorded: ["9001"],
		},
	],
	"packages/sdk/README.md": [
		{ block: 'comment: "Looks good" }', before: "", recorded: ["9001"] },
		{
			block: "uploads it first",
			before: `${submissions}const submission = await approvalOf("9002");\n`,
			prints: "9001 recorded\n",
			recorded: ["9001", "9002"],
		},
		{
			block: "later, in any process",
			before: submission + store,
			prints: "recorded\n",
			recorded: ["9001"],
		},
		{
			block: "reads only, nothing is submitted",
			before: `${submission}const id = "9001";\n`,
			prints:
				"requisition Project\ngeneric_tool_item Company\n9001\n9002\nHarbor Build Co\nPier 9\n",
			recorded: [],
		},
		{
			block: "the steps that wait for you, as they are found",
			before: client,
			prints:
				"Invoices 9001 Architectural review true\nInvoices 9002 Architectural review true\n",
			recorded: ["9001"],
		},
	],
	"docs/sdk.md": [
		{ block: "await client.request(", before: client },
		{
			block: 'environment: "sandbox"',
			before: 'const clientId = "app"; const clientSecret = "secret";\n',
		},
		{
			block: "client.respondAll(submissions, { concurrency: 16 })",
			before: submissions,
			prints: "9001 recorded\n",
		},
		{
			block: "journal.close()",
			before: submissions,
			prints: "9001 recorded\n",
		},
		{
			block: "client.settle(submission",
			before: submission + store,
			recorded: ["9001"],
		},
		{
			block: "const clientOf = (token: string)",
			before:
				'import { bearer, createClient, createIdentityCache, createRateLimiter } from "@signoff/sdk";\n',
		},
		{
			block: "ky.extend",
			before:
				'import ky from "ky"; import { bearer, createClient } from "@signoff/sdk"; const auth = bearer("ada-token"); const hooks = {};\n',
		},
		{
			block: "metrics.count",
			before:
				'import { bearer, createClient } from "@signoff/sdk"; const auth = bearer("ada-token"); const metrics = { count(..._: unknown[]) {} };\n',
		},
		{
			block: "await attachFiles(client, decision",
			before: submission.replace("const submission", "const decision"),
			recorded: ["9001"],
		},
		{
			block: "client.uploads.create",
			before: `${client}${submissionOf}const file = new File(["12 pallets"], "note.txt");\n`,
			prints: "10 of 10 bytes\n",
		},
	],
};
