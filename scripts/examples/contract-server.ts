import {
	createFakeServer,
	type FakeServer,
} from "@signoff/conformance/fake-server";
import { companyFixture } from "./company-fixture.ts";
import { listen } from "./listen.ts";

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
	const url = await listen(async (request, response) => {
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
	});
	return { url, record: fake.record };
}
