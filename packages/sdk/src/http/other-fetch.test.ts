import { createHash } from "node:crypto";
import nodeFetch from "node-fetch";
import { fetch as undiciFetch } from "undici";
import { expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { clientCredentials } from "../auth/oauth/client-credentials.ts";
import { createClient } from "../client.ts";
import {
	instance,
	personAda,
	sampleApi,
	submission,
} from "../testing/sample-instance.ts";
import { serve } from "../testing/stub-server.ts";
import { startUploadServer } from "../testing/upload-server.ts";
import type { Fetch } from "./transport.ts";

const auth = bearer("ada-token");
const scope = { company_id: "4201", project_id: "77" };
const segmentBytes = 5 * 1024 * 1024;
const bytes = Buffer.alloc(segmentBytes + 1000, "0123456789abcdef");

/** An implementation of `fetch` that has other types. */
function asFetch(fetch: unknown): Fetch {
	if (typeof fetch !== "function") throw new TypeError("not a function");
	return (...args) => Reflect.apply(fetch, null, args);
}

const implementations: [string, Fetch][] = [
	["Node's", globalThis.fetch],
	["undici's", asFetch(undiciFetch)],
	["node-fetch's", asFetch(nodeFetch)],
];

test.each(implementations)("reads with %s fetch", async (_, fetch) => {
	const server = await serve(sampleApi(() => ({ kind: "drop" })));
	const { instances } = createClient({ baseUrl: server.url, auth, fetch });
	expect(await instances.get(scope, "9001")).toMatchObject({ id: "9001" });
	expect(server.requests).toHaveLength(1);
});

test.each(implementations)("responds with %s fetch", async (_, fetch) => {
	const server = await serve(sampleApi(() => ({ kind: "reply", status: 204 })));
	const client = createClient({ baseUrl: server.url, auth, fetch });
	expect(await client.respond(submission)).toMatchObject({ kind: "recorded" });
});

test.each(implementations)("obtains tokens with %s fetch", async (_, fetch) => {
	const server = await serve(({ path, body }) =>
		path === "/oauth/token"
			? {
					kind: "reply",
					status: 200,
					body: {
						access_token: new URLSearchParams(body).get("client_id"),
						expires_in: 5400,
					},
				}
			: { kind: "reply", status: 200, body: personAda },
	);
	const app = { authUrl: server.url, clientId: "app", clientSecret: "hidden" };
	const client = createClient({
		baseUrl: server.url,
		auth: clientCredentials({ ...app, fetch }),
		fetch,
	});
	await client.me(scope);
	const [token, me] = server.requests;
	expect(token?.headers["content-type"]).toBe(
		"application/x-www-form-urlencoded",
	);
	expect(me?.headers.authorization).toBe("Bearer app");
});

test.each(implementations)(
	"a body of more than 10 MiB is not read with %s fetch",
	async (_, fetch) => {
		const body = { data: { ...instance(), padding: "x".repeat(11 << 20) } };
		const server = await serve((_request, count) => ({
			kind: "reply",
			status: 200,
			body: count === 1 ? body : { data: instance() },
		}));
		const { instances } = createClient({ baseUrl: server.url, auth, fetch });
		await instances.get(scope, "9001");
		expect(server.requests).toHaveLength(2);
	},
);

test.each(implementations)(
	"a whole file is stored as it is with %s fetch",
	async (_, fetch) => {
		const server = await startUploadServer();
		const client = createClient({ baseUrl: server.url, auth, fetch });
		const file = new File(["hello"], 'a"b.txt', { type: "text/plain" });
		await client.uploads.create(scope, file);
		const [{ body, type = "", length } = missing()] = server.storageRequests;
		expect(length).toBe(String(body.length));
		const form = await new Response(new Uint8Array(body), {
			headers: { "Content-Type": type },
		}).formData();
		expect([...form.keys()]).toEqual(["key", "policy", "file"]);
		const stored = form.get("file");
		if (!(stored instanceof File)) throw new Error("No file was stored.");
		expect(await stored.text()).toBe("hello");
		expect([stored.name, stored.type]).toEqual(['a"b.txt', "text/plain"]);
	},
);

test.each(implementations)(
	"the segments of a file are stored as they are with %s fetch",
	async (_, fetch) => {
		const server = await startUploadServer();
		const client = createClient({ baseUrl: server.url, auth, fetch });
		await client.uploads.create(scope, new File([bytes], "a.pdf"), {
			segmentBytes,
		});
		expect([...server.files.values()]).toEqual([
			createHash("sha256").update(bytes).digest("hex"),
		]);
	},
);

/** A `Blob` of another implementation, as npm's fetch-blob has one. */
class OtherBlob {
	readonly #bytes: Buffer;
	readonly type = "application/pdf";
	constructor(bytes: Buffer) {
		this.#bytes = bytes;
	}
	get size(): number {
		return this.#bytes.length;
	}
	slice(start?: number, end?: number): OtherBlob {
		return new OtherBlob(this.#bytes.subarray(start, end));
	}
	async arrayBuffer(): Promise<ArrayBuffer> {
		return new Uint8Array(this.#bytes).buffer;
	}
}

test("a Blob of another implementation is stored as it is", async () => {
	const server = await startUploadServer();
	const { uploads } = createClient({ baseUrl: server.url, auth });
	for (const content of [Buffer.from("hello"), bytes]) {
		const file = Object.assign(new OtherBlob(content), { name: "a.pdf" });
		// As a caller without types passes it.
		await Reflect.apply(uploads.create, null, [scope, file, { segmentBytes }]);
	}
	expect(server.storageRequests[0]?.body.toString()).toContain("hello");
	expect([...server.files.values()]).toEqual([
		createHash("sha256").update(bytes).digest("hex"),
	]);
});

function missing(): never {
	throw new Error("Nothing was stored.");
}
