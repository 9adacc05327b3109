import { expect, test } from "vitest";
import { company } from "../../testing/company.ts";
import { rawRequests } from "../../testing/raw/raw-requests.ts";
import { type RawReply, sendRaw } from "../../testing/raw/send-raw.ts";
import { publishedWorker } from "../../testing/workerd/harness.ts";
import { serve } from "../node/serve.ts";

const worker = publishedWorker({
	SIGNOFF_UPSTREAM: "embedded",
	SIGNOFF_FIXTURE: JSON.stringify(company()),
});

test("raw", { timeout: 300_000 }, async () => {
	const edge = await serve({
		port: 0,
		fixture: company(),
		log: (e) => process.stderr.write("LOG " + JSON.stringify(e) + "\n"),
	});
	const node = new URL(edge.url);
	const other = await worker.url();
	const forNode = rawRequests(node.host);
	const forWorker = rawRequests(other.host);
	process.stderr.write(`${forNode.length}\n`);
	for (const [i, request] of forNode.entries()) {
		const twin = forWorker[i];
		if (twin === undefined) throw new Error("x");
		const ask = async (url: URL, { bytes, isIncomplete }: typeof request) =>
			show(
				await sendRaw(url, bytes, {
					end: isIncomplete,
					signal: AbortSignal.timeout(4000),
				}),
			);
		const a = await ask(node, request);
		const b = await ask(other, twin);
		if (a !== b)
			process.stderr.write(
				`DIFF ${request.group} | ${request.name}\n   N ${a.slice(0, 260)}\n   W ${b.slice(0, 260)}\n`,
			);
	}
	await edge.close();
	expect(1).toBe(1);
});

function show(reply: RawReply): string {
	if (reply === null) return "none";
	const headers = [
		"allow",
		"content-type",
		"www-authenticate",
		"link",
		"cache-control",
	]
		.map((n) => reply.headers.get(n) ?? "-")
		.join(",");
	return `${reply.status} ${headers} ${reply.body.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "UUID")}`;
}
