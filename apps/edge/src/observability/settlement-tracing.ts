import {
	context,
	type Span,
	SpanKind,
	SpanStatusCode,
	trace,
} from "@opentelemetry/api";
import type { Attempt, OutcomeKind } from "@signoff/core";
import type { Hooks } from "@signoff/sdk";

const tracer = trace.getTracer("@signoff/edge");

/** The span of a settlement while this process runs it, and the hooks that give each of its calls a span within it. */
export type SettlementSpan = {
	hooks: Hooks | undefined;
	/** @param outcome `null` if it failed */
	end(outcome: OutcomeKind | null): void;
};

/** Starts the span of a settlement, as a child of the span that is active, if one is. */
export function startSettlementSpan(settlementId: string): SettlementSpan {
	const span = tracer.startSpan("settlement");
	if (!span.isRecording()) return { hooks: undefined, end: () => span.end() };
	span.setAttribute("signoff.settlement", settlementId);
	return {
		hooks: { onAttempt: ({ attempt }) => addCallSpan(span, attempt) },
		end(outcome) {
			if (outcome === null) span.setStatus({ code: SpanStatusCode.ERROR });
			else span.setAttribute("signoff.outcome", outcome);
			span.end();
		},
	};
}

/** The span of a call that has just ended. */
function addCallSpan(
	settlement: Span,
	{ call, status, duration_ms, cause }: Attempt,
): void {
	const now = Date.now();
	const span = tracer.startSpan(
		call,
		{ kind: SpanKind.CLIENT, startTime: now - duration_ms },
		trace.setSpan(context.active(), settlement),
	);
	if (status !== null) span.setAttribute("http.response.status_code", status);
	if (cause !== undefined) {
		span.setAttribute("error.type", cause);
		span.setStatus({ code: SpanStatusCode.ERROR });
	}
	span.end(now);
}
