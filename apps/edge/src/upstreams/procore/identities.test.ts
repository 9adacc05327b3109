import type { Me } from "@signoff/core";
import { bearer, createClient } from "@signoff/sdk";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createIdentities, IdentityTimeout } from "./identities.ts";

const ada = { id: 101, login: "ada@harbor.example", name: "Ada Byron" };
const credential = {
	kind: "caller" as const,
	token: "ada-token",
	token_hash: "hash",
	me: null,
};
const scope = { company_id: "4201" };

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

test("callers with one token share a read, and each waits no longer than its own time", async () => {
	const answer = Promise.withResolvers<Response>();
	const fetch = vi.fn(() => answer.promise);
	const client = createClient({
		baseUrl: "https://procore.example",
		auth: bearer("ada-token"),
		fetch,
	});
	const identities = createIdentities(Date.now);
	const read = (deadlineMs?: number): Promise<Me> =>
		identities.read(() => client, credential, scope, { deadlineMs });
	const patient = read();
	const late = expect(read(1_000)).rejects.toThrow(IdentityTimeout);
	await vi.advanceTimersByTimeAsync(1_000);
	await late;
	answer.resolve(Response.json(ada));
	await expect(patient).resolves.toMatchObject({ id: "101" });
	await expect(read(1_000)).resolves.toMatchObject({ id: "101" });
	expect(fetch).toHaveBeenCalledTimes(1);
});

test("a read that is given up in the time of one caller is begun anew for another", async () => {
	const replies = [503, 200];
	const fetch = vi.fn(async () =>
		Response.json(ada, { status: replies.shift() ?? 200 }),
	);
	const client = createClient({
		baseUrl: "https://procore.example",
		auth: bearer("ada-token"),
		fetch,
	});
	const identities = createIdentities(Date.now);
	const read = (deadlineMs: number): Promise<Me> =>
		identities.read(() => client, credential, scope, { deadlineMs });
	const hasty = expect(read(10)).rejects.toMatchObject({
		outcome: { kind: "deferred" },
	});
	const patient = read(60_000);
	await vi.advanceTimersByTimeAsync(1_000);
	await hasty;
	await expect(patient).resolves.toMatchObject({ id: "101" });
});
