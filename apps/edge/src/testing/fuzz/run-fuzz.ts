import fc from "fast-check";
import { type RawReply, sendRaw } from "../raw/send-raw.ts";
import { apiRequests } from "./api-requests.ts";
import { type FuzzBytes, requestBytes } from "./mutations.ts";
import { marker } from "./schema-values.ts";

/** Options of {@link runFuzz}. */
export type FuzzOptions = {
	url: URL;
	/** The edge's OpenAPI document. */
	document: unknown;
	seed: number;
	count: number;
	/** Statuses of 500 or more that the parser in front of the edge may reply with; `any` for a proxy's. @default none */
	parserStatuses?: readonly number[] | "any";
	/** How long a request that may be incomplete is given for a reply, in milliseconds. */
	silenceMs: number;
	/** CPU time that the edge has used so far, in milliseconds. */
	cpuMs?: () => number;
	/** Is called after each batch. */
	onProgress?: (sent: number) => void;
};

/** What a run of the fuzzer found. */
export type FuzzReport = {
	/** Number of replies by status; `none` if the connection was closed without one. */
	statuses: Record<string, number>;
	/** Replies that must not be: what is wrong, and the request. */
	violations: string[];
	largestErrorBytes: number;
	/** The most CPU time that one request took, of those in batches that took longer than usual. */
	longestCpuMs: number;
};

const batchSize = 64;
const maxErrorBytes = 65_536;
const maxCpuMs = 100;
const suspectCpuMs = 60;
/** A complete request has a reply within a fraction of this time. */
const maxReplyMs = 60_000;

/** Sends random requests, many at a time, and checks every reply. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
	const { url, document, seed, count, cpuMs = () => 0 } = options;
	const requests = requestBytes(apiRequests(document), url.host);
	const report: FuzzReport = {
		statuses: {},
		violations: [],
		largestErrorBytes: 0,
		longestCpuMs: 0,
	};
	let usualCpuMs = 0;
	for (let sent = 0; sent < count; sent += batchSize) {
		const numRuns = Math.min(batchSize, count - sent);
		const batch = fc.sample(requests, { numRuns, seed: seed + sent });
		const before = cpuMs();
		const replies = await Promise.all(batch.map((each) => send(options, each)));
		const used = cpuMs() - before;
		for (const [index, reply] of replies.entries())
			check(report, options, reply, batch[index]);
		// A request that takes long makes its batch take that much longer than others.
		if (used > usualCpuMs + suspectCpuMs)
			await measureEach(report, options, batch);
		usualCpuMs = usualCpuMs === 0 ? used : 0.9 * usualCpuMs + 0.1 * used;
		options.onProgress?.(sent + numRuns);
	}
	return report;
}

function send(
	{ url, silenceMs }: FuzzOptions,
	{ bytes, isChanged }: FuzzBytes,
): Promise<RawReply> {
	const signal = AbortSignal.timeout(isChanged ? silenceMs : maxReplyMs);
	return sendRaw(url, bytes, { signal });
}

function check(
	report: FuzzReport,
	{ parserStatuses = [] }: FuzzOptions,
	reply: RawReply,
	request: FuzzBytes | undefined,
): void {
	const status = String(reply?.status ?? "none");
	report.statuses[status] = (report.statuses[status] ?? 0) + 1;
	if (reply === null && request?.isChanged === false)
		report.violations.push(`no reply: ${shown(request)}`);
	if (reply === null || reply.status < 400) return;
	const size = reply.body.length;
	report.largestErrorBytes = Math.max(report.largestErrorBytes, size);
	const isForeign =
		!reply.headers.has("x-request-id") &&
		(parserStatuses === "any" || parserStatuses.includes(reply.status));
	const problems = [
		reply.status >= 500 && !isForeign ? `status ${status}` : null,
		size > maxErrorBytes ? `${size} bytes` : null,
		reply.body.includes(marker) ? "repeats the request" : null,
	].filter((each) => each !== null);
	if (problems.length > 0)
		report.violations.push(`${problems.join(", ")}: ${shown(request)}`);
}

/** Sends the requests of a batch again, one after the other, to find those that take long. */
async function measureEach(
	report: FuzzReport,
	options: FuzzOptions,
	batch: FuzzBytes[],
): Promise<void> {
	const { cpuMs = () => 0 } = options;
	for (const request of batch) {
		const before = cpuMs();
		await send(options, request);
		const used = cpuMs() - before;
		report.longestCpuMs = Math.max(report.longestCpuMs, used);
		if (used > maxCpuMs)
			report.violations.push(`${used} ms of CPU time: ${shown(request)}`);
	}
}

function shown(request: FuzzBytes | undefined): string {
	return JSON.stringify(request?.bytes.toString("latin1").slice(0, 500));
}
