import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { company } from "../../testing/company.ts";
import {
	isFromEdge,
	rawDifferences,
} from "../../testing/raw/raw-differences.ts";
import {
	type RawRequest,
	rawRequests,
} from "../../testing/raw/raw-requests.ts";
import { type RawReply, sendRaw } from "../../testing/raw/send-raw.ts";
import { publishedWorker } from "../../testing/workerd/harness.ts";
import { lostReply, repeatLost } from "../../testing/workerd/repeat-lost.ts";
import { serve } from "../node/serve.ts";

const worker = publishedWorker({
	SIGNOFF_UPSTREAM: "embedded",
	SIGNOFF_FIXTURE: JSON.stringify(company()),
});

const docs = join(import.meta.dirname, "../../../../../docs/edge.md");

test("raw requests have the same reply on both hosts, except for what is documented", {
	timeout: 300_000,
}, async () => {
	const edge = await serve({
		port: 0,
		fixture: company(),
		log: unexpected,
		logLevel: "error",
	});
	onTestFinished(() => edge.close());
	const urls = [new URL(edge.url), await worker.url()] as const;
	const [forNode, forWorker] = urls.map(({ host }) => rawRequests(host));
	if (forNode === undefined || forWorker === undefined) throw new Error();
	expect(forNode.length).toBeGreaterThan(500);
	const found = new Set<string>();
	const undocumented: object[] = [];
	for (const [index, request] of forNode.entries()) {
		const node = await ask(urls[0], request);
		const forBoth = forWorker[index] ?? request;
		const onWorker = await askWorker(urls[1], forBoth, node !== null);
		for (const reply of [node, onWorker])
			if (isFromEdge(reply)) expect(reply?.status).toBeLessThan(500);
		const pair = { node: comparable(node), worker: comparable(onWorker) };
		if (pair.node === pair.worker) continue;
		const difference = rawDifferences.find(({ explains }) =>
			explains(request, node, onWorker),
		);
		if (difference !== undefined) found.add(difference.title);
		else
			undocumented.push({ group: request.group, name: request.name, ...pair });
	}
	expect(undocumented).toEqual([]);
	expect([...found].sort()).toEqual(
		rawDifferences.map(({ title }) => title).sort(),
	);
});

test("every difference is documented", async () => {
	const text = await readFile(docs, "utf8");
	for (const { title } of rawDifferences)
		expect(text).toContain(`**${title}**`);
});

// Workers answer each of these requests, if they answer it, within a fraction of this time.
const silenceMs = 10_000;

function ask(url: URL, { bytes, isIncomplete }: RawRequest): Promise<RawReply> {
	return sendRaw(url, bytes, {
		end: isIncomplete,
		signal: AbortSignal.timeout(silenceMs),
	});
}

/** @param isAnswered whether the other host answers the request */
function askWorker(
	url: URL,
	request: RawRequest,
	isAnswered: boolean,
): Promise<RawReply> {
	return repeatLost(
		() => ask(url, request),
		(reply) =>
			reply?.body.includes(lostReply) ??
			(isAnswered && request.isIncomplete !== true),
	);
}

/** The reply without what differs every time: ids and times. */
function comparable(reply: RawReply): string {
	if (reply === null) return "no reply";
	const headers = [
		"allow",
		"cache-control",
		"content-type",
		"idempotency-replayed",
		"link",
		"per-page",
		"retry-after",
		"total",
		"www-authenticate",
	].map((name) => `${name}: ${reply.headers.get(name) ?? ""}`);
	const body = reply.body
		.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "UUID")
		.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME");
	return [reply.status, ...headers, body].join("\n");
}

function unexpected(entry: object): never {
	throw new Error(JSON.stringify(entry));
}
