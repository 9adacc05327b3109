import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { errorLogEntry, type LogEntry } from "../../observability/log.ts";
import { logWriter } from "./log-writer.ts";

const request: LogEntry = {
	...{ level: "info", request_id: "1", method: "GET", route: null },
	...{ company: null, instance: null, key: null, outcome: null },
	...{ status: 200, duration_ms: 1 },
};
const line = `${JSON.stringify(request)}\n`;

test("the lines of one turn are one write, and an error is written at once after those before it", async () => {
	const written: string[] = [];
	const { log, flush } = logWriter((text) => written.push(text));
	log(request);
	log(request);
	expect(written).toEqual([]);
	await setImmediate();
	expect(written).toEqual([line + line]);
	const error = errorLogEntry("2", "x");
	log(request);
	log(error);
	expect(written).toEqual([line + line, `${line}${JSON.stringify(error)}\n`]);
	log(request);
	flush();
	flush();
	expect(written.slice(2)).toEqual([line]);
	await setImmediate();
	expect(written).toHaveLength(3);
});
