import { expect, test } from "vitest";
import { type SavedLogin, savedLoginKey } from "./saved-login.ts";

const saved: SavedLogin = {
	version: 1,
	method: "code",
	base_url: "https://api.procore.com",
	login_url: "https://login.procore.com",
	company: { id: "4201", name: "Harbor" },
	person: { id: "101", login: "ada@harbor.example", name: "Ada Byron" },
	client_id: "app",
	client_secret: "secret",
	keychain: false,
};

test("the key of a login is another one for another person, app, company or server, and has no secret", () => {
	const key = savedLoginKey(saved);
	const others: Partial<SavedLogin>[] = [
		{ person: { id: "102", login: "ben@harbor.example", name: "Ben Okri" } },
		{ client_id: "other" },
		{ company: { id: "4202", name: "Harbor" } },
		{ base_url: "https://sandbox.procore.com" },
		{ method: "service" },
	];
	for (const other of others)
		expect(savedLoginKey({ ...saved, ...other })).not.toBe(key);
	expect(savedLoginKey({ ...saved, client_secret: "x", keychain: true })).toBe(
		key,
	);
	expect(key).not.toContain("secret");
});
