// node record-results.ts
import { execFile, execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
	type ConformanceReport,
	type Harm,
	harmTexts,
} from "@signoff/conformance";

/** The clients, by the name of their column, and the arguments of the check. */
const clients: Record<string, string[]> = {
	"@signoff/sdk": ["--command", "node signoff-sdk.ts", "--exact-requests"],
	"@procore/js-sdk": ["--command", "node procore-js-sdk.ts"],
	"@procore/js-sdk, refresher": [
		...["--command", "node procore-js-sdk.ts refresher"],
	],
	"Python, urllib": ["--command", "python3 urllib_client.py"],
	"sh, curl": ["--command", "sh curl-client.sh"],
};

const manifest = import.meta.resolve("@signoff/conformance/package.json");
const { bin } = JSON.parse(readFileSync(new URL(manifest), "utf8"));
const program = new URL(bin["signoff-conformance"], manifest).pathname;
const folder = import.meta.dirname;

/** Exits with 1 if a behaviour fails: the report is complete in that case, too. */
function check(args: string[]): Promise<ConformanceReport> {
	return new Promise((resolve) => {
		const command = [program, "client", ...args, "--json"];
		execFile(process.execPath, command, { cwd: folder }, (_, stdout) =>
			resolve(JSON.parse(stdout)),
		);
	});
}

const row = (cells: unknown[]): string => `| ${cells.join(" | ")} |`;
const table = (header: string[], rows: unknown[][], align = "---:"): string =>
	[
		row(header),
		row(header.map((_, index) => (index === 0 ? "---" : align))),
		...rows.map(row),
	].join("\n");

const names = Object.keys(clients);
const reports: ConformanceReport[] = [];
for (const args of Object.values(clients)) reports.push(await check(args));

const aboutRequests = ["sent_twice", "asked_too_early"];
const totals = reports.map(({ totals, behaviours }, index) => {
	const failed = behaviours.filter(({ verdict }) => verdict === "failed");
	const onlyRequests = failed.filter(({ harms }) =>
		harms.every((harm) => aboutRequests.includes(harm)),
	).length;
	return [
		names[index],
		totals.passed,
		failed.length - onlyRequests,
		onlyRequests,
	];
});
const harms = (Object.keys(harmTexts) as Harm[]).filter((harm) =>
	reports.some(({ by_harm }) => harm in by_harm),
);
const results = reports.map(({ behaviours }) =>
	behaviours.map(({ verdict, harms }) =>
		verdict === "failed" ? `**${harms.join(", ")}**` : verdict,
	),
);
const failedSomewhere = (reports[0]?.behaviours ?? []).flatMap(
	({ behaviour }, index) => {
		const cells = results.map((each) => each[index]);
		return cells.every((cell) => cell === "passed")
			? []
			: [[behaviour, ...cells]];
	},
);
const sdkManifest = new URL(
	"../package.json",
	import.meta.resolve("@procore/js-sdk"),
);
const { version } = JSON.parse(readFileSync(sdkManifest, "utf8"));
const firstWords = (command: string): string =>
	execFileSync(command, ["--version"]).toString().split(/\s/, 2).join(" ");

writeFileSync(
	join(folder, "results.md"),
	`# Results

Written by \`node record-results.ts\`, with @procore/js-sdk ${version}, ${firstWords("python3")}, ${firstWords("curl")} and Node ${process.versions.node}. [README.md](README.md) says how to read them.

${table(["Client", "passed", "failed", "failed by its requests alone"], totals)}

How many behaviours failed with each harm:

${table(
	["Harm", ...names],
	harms.map((harm) => [
		`\`${harm}\``,
		...reports.map(({ by_harm }) => by_harm[harm] ?? 0),
	]),
)}

Every behaviour that not all clients pass, of ${results[0]?.length}:

${table(["Behaviour", ...names], failedSomewhere, "---")}
`,
);
