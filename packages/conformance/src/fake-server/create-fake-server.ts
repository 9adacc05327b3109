import { handleRequest } from "./handle-request.ts";
import { loadCompany } from "./load-company.ts";
import { readRecord } from "./record.ts";
import { sampleCompany } from "./sample-company.ts";
import type { FakeServer, FakeServerOptions } from "./types.ts";

const origin = "https://fake.signoff.example";

/**
 * Creates a server of the contract in memory, for tests. It does what the contract documents for Procore: a 204 does
 * not say whether the response is new, and an error body holds no outcome. Each server has its own company.
 *
 * @throws {TypeError} if the fixture is not valid; the message lists every issue with its path
 */
export function createFakeServer({
	fixture = sampleCompany(),
	paging = "link",
}: FakeServerOptions = {}): FakeServer {
	const company = { ...loadCompany(fixture, Date.now()), paging };
	return {
		url: origin,
		fetch: async (input, init) => {
			const request = new Request(input, init);
			const { signal, url } = request;
			signal.throwIfAborted();
			if (new URL(url).origin !== origin) throw hostNotFound();
			return unlessAborted(handleRequest(company, request), signal);
		},
		record: (instanceId) => readRecord(company, instanceId),
	};
}

/** The error of a `fetch` whose host cannot be resolved. */
function hostNotFound(): TypeError {
	const cause = Object.assign(
		new Error(`The fake server answers ${origin} only.`),
		{ code: "ENOTFOUND" },
	);
	return new TypeError("fetch failed", { cause });
}

/** Rejects with the signal's reason if it is aborted before the work is done. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const abort = (): void => reject(signal.reason);
		signal.addEventListener("abort", abort, { once: true });
		work.then(resolve, reject);
	});
}
