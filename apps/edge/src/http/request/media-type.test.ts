import { expect, test } from "vitest";
import { mediaTypeIssue } from "./media-type.ts";

test.each([
	"application/json",
	"APPLICATION/JSON",
	" application/json ; charset=utf-8",
	'application/json; charset="UTF-8"',
	"application/json;charset=Utf8",
	"application/json; version=1; charset=utf8; q=0.5",
	'application/json; a=";charset=latin1"',
	"application/json;",
])("%s is accepted", (type) => {
	expect(mediaTypeIssue(new Headers({ "Content-Type": type }))).toBeNull();
});

test.each([
	["", "Content-Type"],
	["text/json", "Content-Type"],
	["application/jsonp", "Content-Type"],
	["application/json, text/plain", "Content-Type"],
	["application/json; charset=latin1", "Content-Type"],
	["application/json; charset=utf-16", "Content-Type"],
	["application/json; charset=", "Content-Type"],
])("%j is refused", (type, header) => {
	const issue = mediaTypeIssue(new Headers({ "Content-Type": type }));
	expect([issue?.code, issue?.path]).toEqual([
		"unsupported_media_type",
		["headers", header],
	]);
});

test.each([
	["identity", null],
	["Identity", null],
	["", null],
	["gzip", "Content-Encoding"],
	["br", "Content-Encoding"],
	["identity, gzip", "Content-Encoding"],
])("the encoding %j", (encoding, header) => {
	const headers = new Headers({
		"Content-Type": "application/json",
		"Content-Encoding": encoding,
	});
	expect(mediaTypeIssue(headers)?.path[1] ?? null).toBe(header);
});
