import { SpanStatusCode, trace } from "@opentelemetry/api";
import {
	BasicTracerProvider,
	InMemorySpanExporter,
	SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createApp } from "../http/app.ts";
import { sendRequest, wireBody } from "../testing/client.ts";
import { company, instanceId, prefixes } from "../testing/company.ts";
import { testLedger } from "../testing/edge.ts";
import { embeddedUpstream } from "../upstreams/embedded/index.ts";
import type { Upstream } from "../upstreams/upstream.ts";

// Registered after the edge's modules are loaded, as a host may do it.
const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(
	new BasicTracerProvider({
		spanProcessors: [new SimpleSpanProcessor(exporter)],
	}),
);
afterAll(() => trace.disable());
beforeEach(() => exporter.reset());

const prefix = "/rest/v2.0/companies/{company_id}/projects/{project_id}";
const route = `${prefix}/workflows/instances/{id}/responses`;
const path = `${prefixes.project}/instances/${instanceId("project", "first")}/responses`;

function send(
	changes: Partial<Upstream>,
	to: string,
	options: Parameters<typeof sendRequest>[1],
) {
	const upstream = { ...embeddedUpstream(testLedger(company())), ...changes };
	const app = createApp({ upstream, log: () => {} });
	return sendRequest(`http://127.0.0.1${to}`, options, async (url, init) =>
		app.request(String(url), init),
	);
}

function finished() {
	return exporter
		.getFinishedSpans()
		.map(({ name, attributes, status }) => ({ name, attributes, status }));
}

test("a submission has a span in that of its request, with the outcome and nothing that was sent", async () => {
	const body = wireBody("999999", "2000", { comment: "hunter2" });
	const reply = await send({}, `${path}?hunter2`, { body });
	const status = { code: SpanStatusCode.UNSET };
	expect(finished()).toEqual([
		{
			name: "submission",
			attributes: { "signoff.outcome": "invalid" },
			status,
		},
		{
			name: `POST ${route}`,
			attributes: {
				"http.request.method": "POST",
				"http.route": route,
				"http.response.status_code": reply.status,
				"signoff.outcome": "invalid",
			},
			status,
		},
	]);
	const [submission, request] = exporter.getFinishedSpans();
	expect(submission?.parentSpanContext?.spanId).toBe(
		request?.spanContext().spanId,
	);
	for (const word of ["hunter2", "ada-token", "4201", "999999"])
		expect(JSON.stringify(finished())).not.toContain(word);
});

test("an unexpected error is an error of both spans, without its message", async () => {
	const submit = async (): Promise<never> => {
		throw new RangeError("hunter2");
	};
	await send({ submit }, path, { body: wireBody("1", "2000") });
	const status = { code: SpanStatusCode.ERROR };
	expect(finished()).toMatchObject([
		{ name: "submission", status },
		{ attributes: { "error.type": "500" }, status },
	]);
	expect(JSON.stringify(finished())).not.toContain("hunter2");
});

test("a request that is no submission has one span, also if there is no such path", async () => {
	await send({}, "/rest/v1.0/me", {});
	await send({}, "/hunter2", {});
	expect(finished()).toMatchObject([
		{ name: "GET /rest/v1.0/me" },
		{ name: "GET", attributes: { "http.response.status_code": 404 } },
	]);
	expect(JSON.stringify(finished())).not.toContain("hunter2");
});
