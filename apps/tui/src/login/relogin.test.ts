import type { Auth, RefreshResult } from "@signoff/sdk";
import { expect, test } from "vitest";
import { replaceableAuth } from "./relogin.ts";

const refused: RefreshResult = {
	kind: "refused",
	reason: { code: "log_in_again", message: "Log in again." },
};

function auth(token: string, result: RefreshResult): Auth {
	return { token: () => token, refresh: () => Promise.resolve(result) };
}

test("without a person to ask, the refusal is returned", async () => {
	const { auth: used } = replaceableAuth(auth("old", refused));
	expect(await used.refresh("old")).toBe(refused);
});

test("requests that are refused together ask once, and use the new login", async () => {
	const { auth: used, askWith } = replaceableAuth(auth("old", refused));
	const answer = Promise.withResolvers<Auth | null>();
	let asked = 0;
	askWith(() => {
		asked += 1;
		return answer.promise;
	});
	const both = Promise.all([used.refresh("old"), used.refresh("old")]);
	answer.resolve(auth("new", "refreshed"));
	expect(await both).toEqual(["refreshed", "refreshed"]);
	expect(await used.token()).toBe("new");
	expect(asked).toBe(1);
});

test("a request that was refused before the new login asks no second time", async () => {
	const late = Promise.withResolvers<RefreshResult>();
	const results = [late.promise, Promise.resolve(refused)];
	const { auth: used, askWith } = replaceableAuth({
		token: () => "old",
		refresh: () => results.shift() ?? Promise.resolve(refused),
	});
	let asked = 0;
	askWith(() => {
		asked += 1;
		return Promise.resolve(auth("new", refused));
	});
	const first = used.refresh("old");
	expect(await used.refresh("old")).toBe("refreshed");
	late.resolve(refused);
	expect(await first).toBe("refreshed");
	expect(asked).toBe(1);
});

test("a person who declines, or whose login fails, is asked again after a pause", async () => {
	let now = 0;
	let asked = 0;
	const { auth: used, askWith } = replaceableAuth(
		auth("old", "refused"),
		() => now,
	);
	askWith(() => {
		asked += 1;
		return asked === 1 ? Promise.resolve(null) : Promise.reject(new Error());
	});
	expect(await used.refresh("old")).toBe("refused");
	expect(await used.refresh("old")).toBe("refused");
	expect(asked).toBe(1);
	now = 5_000;
	expect(await used.refresh("old")).toBe("refused");
	expect(asked).toBe(2);
});

test("a refresh that may be tried again asks for no login", async () => {
	const { auth: used, askWith } = replaceableAuth(auth("old", "failed"));
	askWith(() => Promise.reject(new Error("asked")));
	expect(await used.refresh("old")).toBe("failed");
});
