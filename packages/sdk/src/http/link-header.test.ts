import { expect, test } from "vitest";
import { nextPageLink, pageUrl } from "./link-header.ts";

test.each<[string | undefined, string | null]>([
	[undefined, null],
	["", null],
	['<https://api.example/b>; rel="next"', "https://api.example/b"],
	["</b?a=1,2>; rel=next", "/b?a=1,2"],
	['<?page=2>; title="x"; rel="last NEXT"', "?page=2"],
	['<a>; rel="prev", <b>; rel="next", <c>; rel="last"', "b"],
	['<a>; rel="last"', null],
	['<a>; title="next"', null],
	["<http://[>; rel=next", "http://["],
	["//evil.example; rel=next", null],
	["<<<<a>; rel=next", "a"],
])("%j names the next page %j", (header, next) => {
	expect(nextPageLink(header)).toBe(next);
});

test.each<[string, string]>([
	["<", ""],
	["<a", ""],
	["<>;", ""],
	["<>;rel=", '"'],
	["<> ;", ' rel="'],
	[" ", "<>; rel"],
])("a header of %j is read in linear time", (part, end) => {
	// Steps that grow with the square would take minutes at this length.
	const header = part.repeat(Math.floor(4_000_000 / part.length)) + end;
	expect(nextPageLink(header)).toBeNull();
});

const page = new URL("https://api.example/rest/list?page=1");
const base = new URL("https://api.example");

test.each<[string, string | null]>([
	["https://api.example/b?c=1", "https://api.example/b?c=1"],
	["/b?a=1,2", "https://api.example/b?a=1,2"],
	["?page=2", "https://api.example/rest/list?page=2"],
	["b", "https://api.example/rest/b"],
	["http://api.example/b?c=%2F", "https://api.example/b?c=%2F"],
	["//inner.example:8080/b", "https://api.example/b"],
	["https://user:secret@inner.example/b#part", "https://api.example/b"],
	[
		"https://inner.example//evil.example/b",
		"https://api.example//evil.example/b",
	],
	["http://[", null],
	["data:,x", null],
	["javascript:alert(1)", null],
])("the link %j is requested as %j", (link, url) => {
	expect(pageUrl(link, page, base)?.href ?? null).toBe(url);
});

test.each<[string, string]>([
	["https://proxy.example/api/b?c=1", "https://proxy.example/api/b?c=1"],
	["https://api.example/rest/b", "https://proxy.example/api/rest/b"],
	["http://inner.example/api/rest/b", "https://proxy.example/api/rest/b"],
	["/api/b", "https://proxy.example/api/b"],
])("behind a proxy with a path, %j is requested as %j", (link, url) => {
	const proxy = new URL("https://proxy.example/api/");
	const first = new URL("https://proxy.example/api/rest/list");
	expect(pageUrl(link, first, proxy)?.href).toBe(url);
});
