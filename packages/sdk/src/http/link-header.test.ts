import { expect, test } from "vitest";
import { nextPageUrl } from "./link-header.ts";

const page = new URL("https://api.example/rest/list?page=1");

test.each<[string | undefined, string | null]>([
	[undefined, null],
	["", null],
	['<https://api.example/b>; rel="next"', "https://api.example/b"],
	["</b?a=1,2>; rel=next", "https://api.example/b?a=1,2"],
	[
		'<?page=2>; title="x"; rel="last NEXT"',
		"https://api.example/rest/list?page=2",
	],
	[
		'<a>; rel="prev", <b>; rel="next", <c>; rel="last"',
		"https://api.example/rest/b",
	],
	['<a>; rel="last"', null],
	['<a>; title="next"', null],
	["<http://[>; rel=next", null],
	["//evil.example; rel=next", null],
	["<//evil.example/b>; rel=next", "https://evil.example/b"],
])("%j has the next page %j", (header, next) => {
	expect(nextPageUrl(header, page)?.href ?? null).toBe(next);
});
