import {
	type Context,
	context,
	INVALID_SPAN_CONTEXT,
	ProxyTracerProvider,
	propagation,
	ROOT_CONTEXT,
	type Span,
	SpanKind,
	SpanStatusCode,
	trace,
} from "@opentelemetry/api";
import type { OutcomeKind } from "@signoff/core";

// Without an OpenTelemetry SDK, which only the program that runs the edge can register, every span is a no-op.
const tracer = trace.getTracer("@signoff/edge");

/** True if a program has registered an SDK, or a propagator alone. Without one, spans would only cost time. */
function isTraced(): boolean {
	const provider = trace.getTracerProvider();
	return (
		!(provider instanceof ProxyTracerProvider) ||
		provider.getDelegateTracer("@signoff/edge") !== undefined ||
		propagation.fields().length > 0
	);
}

const untraced: RequestSpan = {
	span: trace.wrapSpanContext(INVALID_SPAN_CONTEXT),
	context: ROOT_CONTEXT,
};

/** The span of a request, and the context that its children begin in. */
export type RequestSpan = { span: Span; context: Context };

/**
 * Starts the span of a request, as a child of the caller's if a propagator is registered.
 *
 * @param header returns a header of the request
 */
export function startRequestSpan(
	method: string,
	header: (name: string) => string | undefined,
): RequestSpan {
	if (!isTraced()) return untraced;
	const parent = propagation.extract(context.active(), header, headerGetter);
	const span = tracer.startSpan(method, { kind: SpanKind.SERVER }, parent);
	return { span, context: trace.setSpan(parent, span) };
}

const headerGetter = {
	get: (header: (name: string) => string | undefined, name: string) =>
		header(name),
	keys: () => [],
};

/** Runs `work` in the context of a request's span. */
export function inRequestSpan<T>(
	started: RequestSpan,
	work: () => Promise<T>,
): Promise<T> {
	return started === untraced ? work() : context.with(started.context, work);
}

/** Runs `work` in the span of a submission, which gets the kind of the outcome if there is one. */
export async function inSubmissionSpan<T>(
	parent: Context,
	work: () => Promise<T>,
	kindOf: (result: T) => OutcomeKind | null,
): Promise<T> {
	if (!isTraced()) return work();
	const span = tracer.startSpan("submission", {}, parent);
	try {
		const result = await context.with(trace.setSpan(parent, span), work);
		const kind = kindOf(result);
		if (kind !== null) span.setAttribute("signoff.outcome", kind);
		return result;
	} catch (error) {
		// Not the error itself: its message may quote input.
		span.setStatus({ code: SpanStatusCode.ERROR });
		throw error;
	} finally {
		span.end();
	}
}
