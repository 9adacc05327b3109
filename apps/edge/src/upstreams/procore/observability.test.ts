import { AsyncLocalStorage } from "node:async_hooks";
import {
	type Context,
	type ContextManager,
	context,
	ROOT_CONTEXT,
	trace,
} from "@opentelemetry/api";
import {
	BasicTracerProvider,
	InMemorySpanExporter,
	SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeEach, expect, test } from "vitest";
import {
	createKeys,
	instancePath,
	relayTo,
	sendTo,
	serviceIdentity,
	submitTo,
} from "../../testing/relay-client.ts";
import { isSubmit, startUpstream } from "../../testing/upstream-server.ts";

const exporter = new InMemorySpanExporter();
const active = new AsyncLocalStorage<Context>();
const manager: ContextManager = {
	active: () => active.getStore() ?? ROOT_CONTEXT,
	with: (next, work, self, ...args) =>
		active.run(next, () => work.call(self as never, ...args)),
	bind: (_, target) => target,
	enable: () => manager,
	disable: () => manager,
};
context.setGlobalContextManager(manager);
trace.setGlobalTracerProvider(
	new BasicTracerProvider({
		spanProcessors: [new SimpleSpanProcessor(exporter)],
	}),
);
afterAll(() => {
	trace.disable();
	context.disable();
});
beforeEach(() => exporter.reset());

/** Spans as a tree: each with the name of its parent. */
function spans() {
	const finished = exporter.getFinishedSpans();
	return finished.map(({ name, attributes, parentSpanContext }) => ({
		name: name.replace(/ .*\//, " …/"),
		parent:
			finished
				.find((each) => each.spanContext().spanId === parentSpanContext?.spanId)
				?.name.replace(/ .*\//, " …/") ?? null,
		...attributes,
	}));
}

test("a settlement is a span within its submission, and each call of it one within the settlement", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	upstream.treat((call) =>
		isSubmit(call) && upstream.count("submit") === 1
			? { status: 502 }
			: "answer",
	);
	await submitTo(relay, { comment: "hunter2" });
	expect(spans()).toMatchObject([
		{ name: "read_instance", parent: "settlement" },
		{
			...{ name: "submit", parent: "settlement" },
			...{ "http.response.status_code": 502, "error.type": "server_error" },
		},
		{
			...{ name: "submit", parent: "settlement" },
			"http.response.status_code": 204,
		},
		{
			...{ name: "settlement", parent: "submission" },
			...{ "signoff.outcome": "recorded" },
			"signoff.settlement": expect.stringMatching(/^[0-9a-f]{64}$/),
		},
		{ name: "submission", parent: "POST …/responses" },
		{ name: "POST …/responses", parent: null },
	]);
	// The hexadecimal id of the settlement may contain any digits.
	const text = JSON.stringify(spans()).replace(/[0-9a-f]{64}/g, "");
	for (const word of ["hunter2", "ada-token", "4201", "9201"])
		expect(text).not.toContain(word);
});

test("the log of requests names the key, and the metrics count settlements", async () => {
	const upstream = await startUpstream();
	const { keys, records } = await createKeys({ erp: {}, stranger: {} });
	const relay = await relayTo(
		upstream,
		{ identity: serviceIdentity(records.slice(0, 1)) },
		{ logLevel: "info", metricsPort: 0 },
	);
	const scrape = async () =>
		(await (await fetch(relay.metricsUrl ?? "")).text())
			.split("\n")
			.filter((line) => line.startsWith("signoff_settlements"));
	upstream.treat((call) => (isSubmit(call) ? "hold" : "answer"));
	const token = keys.erp;
	const reply = submitTo(relay, { token, comment: "hunter2" });
	await upstream.held();
	expect(await scrape()).toEqual(["signoff_settlements_open 1"]);
	upstream.release();
	expect((await reply).status).toBe(204);
	await sendTo(relay, instancePath, { token: keys.stranger });
	expect(await scrape()).toEqual([
		"signoff_settlements_open 0",
		`signoff_settlements_total{outcome="recorded"} 1`,
	]);
	const [id] = records.map((record) => record.id);
	expect(relay.logged).toMatchObject([
		{ status: 204, key: id, company: "4201", outcome: "recorded" },
		{ status: 401, key: null },
	]);
	const text = JSON.stringify(relay.logged);
	for (const word of [token, keys.stranger, "hunter2", "client-secret"])
		expect(text).not.toContain(word);
});
