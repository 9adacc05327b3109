import { readFileSync } from "node:fs";
import { join } from "node:path";
import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { settingNames, settings, settingsOf } from "../config/settings.ts";
import { UpstreamFault } from "../faults/upstream-fault.ts";
import { errorLogEntry } from "./log.ts";
import { createMetrics, metricNames } from "./metrics.ts";
import { requestLog } from "./request-log.ts";
import type { RequestRecord } from "./request-record.ts";

const document = readFileSync(
	join(import.meta.dirname, "../../../../docs/edge.md"),
	"utf8",
);

/** The cells of a table's rows, by the first cell of its header, without backticks. */
function rowsOf(header: string): string[][] {
	const [, table = ""] = document.split(`| ${header} |`);
	const [, , ...lines] = (table.split("\n\n")[0] ?? "").split("\n");
	return lines
		.filter((line) => line.startsWith("|"))
		.map((line) =>
			line
				.slice(1, -1)
				.split("|")
				.map((cell) => cell.trim().replaceAll("`", "")),
		);
}

function firstCells(header: string): (string | undefined)[] {
	return rowsOf(header).map(([first]) => first);
}

const record: RequestRecord = {
	...{ requestId: "1", method: "GET", route: "/readyz", status: 503 },
	...{ companyId: null, instanceId: null, keyId: null, durationMs: 1 },
	...{ outcome: "deferred", fault: "disk_full" },
};

test("docs/edge.md lists the fields of a request's line and of an error's", () => {
	requestLog("info", (entry) => {
		expect(firstCells("Field of a request")).toEqual(Object.keys(entry));
	})?.(record);
	const fault = new UpstreamFault("disk_full", outcomes.uncertain(0), {
		cause: new Error("full"),
	});
	expect(firstCells("Field of an error")).toEqual(
		Object.keys({ ...errorLogEntry("1", fault), settlement: "" }),
	);
	expect.assertions(2);
});

test("docs/edge.md lists every metric with its type and labels", async () => {
	const metrics = createMetrics();
	metrics.onRequest(record);
	metrics.onCommit(1, 1);
	metrics.onSettled("recorded");
	const text = await metrics.text();
	const rows = rowsOf("Metric");
	expect(rows.map(([name]) => name).sort()).toEqual(
		Object.values(metricNames).sort(),
	);
	for (const [name, type, labels = ""] of rows) {
		expect(text).toContain(`# TYPE ${name} ${type}\n`);
		const sample =
			new RegExp(`^${name}(?:_count)?(?:\\{(.*)\\})? \\d`, "m").exec(
				text,
			)?.[1] ?? "";
		const names = [...sample.matchAll(/(\w+)="/g)].map(([, label]) => label);
		expect(names.join(", ") || "none").toBe(labels);
	}
});

test("docs/edge.md lists every setting with its variable, default and hosts", () => {
	const rows = rowsOf("Option");
	const names = settingsOf("node")
		.map(([name]) => name)
		.filter((name) => settings[name].placeholder !== null);
	expect(rows.map(([flag]) => flag).sort()).toEqual(
		names.map((name) => `--${name}`).sort(),
	);
	for (const name of names) {
		const [, variable, byDefault, , onWorkers] =
			rows.find(([flag]) => flag === `--${name}`) ?? [];
		const { hosts } = settings[name];
		expect(variable).toBe(settings[name].variable);
		expect(onWorkers !== "no").toBe("cloudflare" in hosts);
		if (typeof hosts.node.default === "string")
			expect(byDefault).toBe(hosts.node.default);
	}
	const secrets = settingNames.filter(
		(name) => settings[name].placeholder === null,
	);
	expect(firstCells("Secret")).toEqual(
		secrets.map((name) => settings[name].variable),
	);
});
