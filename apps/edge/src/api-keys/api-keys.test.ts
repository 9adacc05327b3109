import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { apiKeys } from "./api-keys.ts";
import { createApiKey } from "./create-api-key.ts";
import { formatKey, parseKey } from "./key-text.ts";
import { type ApiKeyRecord, parseApiKeyRecords } from "./record.ts";
import { isSameHash, secretHash } from "./secret-hash.ts";

const now = Date.parse("2026-11-26T12:00:00Z");
const created = await createApiKey({
	name: "ERP",
	companies: ["4201"],
	projects: ["77"],
	responseTypes: ["approve"],
	expiresAt: now + 1,
});

test("a new key has the documented form, and a record that is valid", () => {
	expect(created.key).toMatch(/^sgn_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
	expect(created.record).toEqual({
		id: created.key.split("_")[1],
		hash: expect.stringMatching(/^[0-9a-f]{64}$/),
		name: "ERP",
		companies: ["4201"],
		projects: ["77"],
		response_types: ["approve"],
		expires_at: "2026-11-26T12:00:00.001Z",
	});
	expect(parseApiKeyRecords([created.record])).toEqual({
		kind: "parsed",
		value: [created.record],
	});
	const secret = parseKey(created.key)?.secret ?? "";
	expect(JSON.stringify(created.record)).not.toContain(secret);
});

test("no two keys are the same", async () => {
	const keys = await Promise.all(
		Array.from({ length: 100 }, () =>
			createApiKey({ name: "k", companies: ["1"] }),
		),
	);
	expect(new Set(keys.map(({ key }) => key)).size).toBe(100);
	expect(new Set(keys.map(({ record }) => record.id)).size).toBe(100);
	expect(new Set(keys.map(({ record }) => record.hash)).size).toBe(100);
});

describe("a key", () => {
	const keys = apiKeys([created.record]);

	test("is verified until it expires", async () => {
		const key = {
			id: created.record.id,
			name: "ERP",
			companies: ["4201"],
			projects: ["77"],
			responseTypes: ["approve"],
			expiresAt: now + 1,
		};
		expect(await keys.verify(created.key, now)).toEqual(key);
		expect(await keys.verify(created.key, now + 1)).toBeNull();
		expect(await keys.verify(created.key, now + 2)).toBeNull();
		expect(keys.find(created.record.id)).toEqual(key);
	});

	test("without an expiry never expires", async () => {
		const { key, record } = await createApiKey({ name: "k", companies: ["1"] });
		expect(record.expires_at).toBeNull();
		expect(await apiKeys([record]).verify(key, 8e15)).toMatchObject({
			expiresAt: null,
		});
	});

	test("that is not exactly the created one is unknown", async () => {
		const { id, secret } = parseKey(created.key) ?? { id: "", secret: "" };
		const other = await createApiKey({ name: "ERP", companies: ["4201"] });
		const tokens = [
			"",
			"sgn_",
			secret,
			created.record.hash,
			`sgn_${id}_`,
			`sgn_${id}_${created.record.hash}`,
			` ${created.key}`,
			`${created.key} `,
			`${created.key}=`,
			created.key.toUpperCase(),
			created.key.slice(0, -1),
			other.key,
			formatKey({ id, secret: parseKey(other.key)?.secret ?? "" }),
			formatKey({ id: other.record.id, secret }),
			formatKey({ id: "__proto__", secret }),
		];
		for (const token of tokens)
			expect([token, await keys.verify(token, now)]).toEqual([token, null]);
	});

	test("whose record is taken out is unknown", async () => {
		expect(await apiKeys([]).verify(created.key, now)).toBeNull();
		expect(apiKeys([]).find(created.record.id)).toBeNull();
		expect(keys.find("__proto__")).toBeNull();
	});

	test("with any change of one character is unknown", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat(created.key.length - 1),
				fc.constantFrom(..."AZaz09-_."),
				async (index, character) => {
					const { key } = created;
					const changed = `${key.slice(0, index)}${character}${key.slice(index + 1)}`;
					const isKey = (await keys.verify(changed, now)) !== null;
					expect(isKey).toBe(changed === key);
				},
			),
		);
	});
});

test("an unknown id, another form and a wrong secret cost the same hash", async () => {
	const digest = vi.spyOn(crypto.subtle, "digest");
	const { secret } = parseKey(created.key) ?? { secret: "" };
	for (const token of ["x", formatKey({ id: "unknown", secret }), created.key])
		await apiKeys([created.record]).verify(token, now);
	expect(digest).toHaveBeenCalledTimes(3);
	digest.mockRestore();
});

test("the hash is SHA-256, and is compared over its whole length", async () => {
	expect(await secretHash("abc")).toBe(
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	);
	const hash = created.record.hash;
	expect(isSameHash(hash, hash)).toBe(true);
	for (let index = 0; index < hash.length; index++) {
		const digit = hash[index] === "0" ? "1" : "0";
		const changed = `${hash.slice(0, index)}${digit}${hash.slice(index + 1)}`;
		expect([index, isSameHash(hash, changed)]).toEqual([index, false]);
	}
	expect(isSameHash(hash, hash.slice(1))).toBe(false);
	expect(isSameHash(hash, `${hash}0`)).toBe(false);
	expect(isSameHash(hash, "")).toBe(false);
});

describe("records", () => {
	const record = created.record;

	test.each<[name: string, change: object, message: string]>([
		[
			"an unknown field",
			{ hunter2: 1 },
			"`0` has a field that a record does not have.",
		],
		["a misspelt field", { project_ids: [] }, "a record does not have."],
		["no name", { name: undefined }, "`0.name` is missing."],
		["an empty name", { name: "" }, "`0.name` must be one line"],
		[
			"a name of two lines",
			{ name: "hunter2\nb" },
			"`0.name` must be one line",
		],
		["an escape", { name: "\u001b[2Jhunter2" }, "`0.name` must be one line"],
		["a long name", { name: "n".repeat(201) }, "`0.name` must be one line"],
		["an id with underscore", { id: "a_b" }, "`0.id` must be letters"],
		["a long id", { id: "a".repeat(33) }, "`0.id` must be letters"],
		["a secret as hash", { hash: created.key }, "`0.hash` must be a SHA-256"],
		["no company", { companies: [] }, "`0.companies` must not be empty."],
		["a name as company", { companies: ["hunter2"] }, "must be an integer"],
		["a number", { companies: [4201] }, "`0.companies.0` must be a string."],
		["zero", { companies: ["0"] }, "must be an integer, written in digits."],
		["a text as list", { projects: "77" }, "`0.projects` must be an array."],
		[
			"many projects",
			{ projects: Array.from({ length: 1_001 }, () => "1") },
			"`0.projects` has more than 1000 items.",
		],
		["a type of two lines", { response_types: ["a\nb"] }, "must be one line"],
		["a date", { expires_at: "2026-11-26" }, "must be an ISO time"],
		["a local time", { expires_at: "2026-11-26T12:00:00" }, "with its offset"],
		["no such day", { expires_at: "2026-02-30T12:00:00Z" }, "an ISO time"],
		["a number as time", { expires_at: 1 }, "`0.expires_at` must be"],
		["no time", { expires_at: undefined }, "`0.expires_at`"],
	])("%s is refused, and not repeated", (_, change, message) => {
		const parsed = parseApiKeyRecords([{ ...record, ...change }]);
		if (parsed.kind === "parsed") throw new Error(parsed.kind);
		const messages = parsed.issues.map((issue) => issue.message).join(" ");
		expect(messages).toContain(message);
		for (const text of ["hunter2", "\u001b", created.key])
			expect(messages).not.toContain(text);
	});

	test("two with one id are refused", () => {
		expect(parseApiKeyRecords([record, record])).toMatchObject({
			kind: "invalid",
			issues: [{ message: "Two records have the same `id`." }],
		});
	});

	test.each([{}, null, "[]", [[]]])("%j is not a list of records", (value) => {
		expect(parseApiKeyRecords(value).kind).toBe("invalid");
	});

	test("more than 10000 are refused", () => {
		const many = Array.from({ length: 10_001 }, (_, index) => ({
			...record,
			id: String(index),
		}));
		expect(parseApiKeyRecords(many)).toMatchObject({ kind: "invalid" });
		expect(parseApiKeyRecords(many.slice(1)).kind).toBe("parsed");
	});

	test("an offset, and other letters, are accepted", () => {
		const value: ApiKeyRecord[] = [
			{
				...record,
				expires_at: "2026-11-26T12:00:00+02:00",
				name: "Größe 東京",
			},
			{
				...record,
				id: "erp-2027",
				projects: [],
				response_types: ["Send Back"],
			},
		];
		expect(parseApiKeyRecords(value)).toEqual({ kind: "parsed", value });
	});
});
