import { once } from "node:events";
import { createServer } from "node:http";
import {
	createFakeServer,
	type FakeServer,
} from "@signoff/conformance/fake-server";
import { onTestFinished } from "vitest";
import { companyFixture } from "./company-fixture.ts";

/**
 * Serves Ada's instances (`ada-token`) over HTTP until the test ends. The server does what the contract documents and
 * nothing else: a 204 does not say whether the response is new, and an error body holds no outcome.
 *
 * @param projectInstances ids of invoices of project 77
 * @param companyInstances ids of policies at company level
 */
export async function startContractServer(
	projectInstances: string[],
	companyInstances: string[] = [],
): Promise<{ url: string; record: FakeServer["record"] }> {
	const fixture = companyFixture(projectInstances, companyInstances);
	const fake = createFakeServer({ fixture });
	const server = createServer(async (request, response) => {
		const chunks: Uint8Array[] = await request.toArray();
		const reply = await fake.fetch(fake.url + request.url, {
			method: request.method ?? "GET",
			headers: Object.entries(request.headersDistinct).flatMap(
				([name, values = []]) =>
					values.map((value): [string, string] => [name, value]),
			),
			...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
		});
		response.writeHead(reply.status, Object.fromEntries(reply.headers));
		response.end(Buffer.from(await reply.arrayBuffer()));
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The server has no port.");
	return { url: `http://127.0.0.1:${address.port}`, record: fake.record };
}
