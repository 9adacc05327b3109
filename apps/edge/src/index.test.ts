import { expect, test } from "vitest";
import * as worker from "./hosts/cloudflare/worker.ts";
import * as edge from "./index.ts";

test("the package exports these names, and no others", () => {
	expect(Object.keys(edge).sort()).toEqual([
		"DataFileError",
		"ServeError",
		"createApp",
		"embedded",
		"isEmpty",
		"listen",
		"loadFixture",
		"openDataFile",
		"openLedger",
		"parseFixture",
		"serve",
		"sqlOn",
		"systemClock",
	]);
});

test("the worker's module exports these names, and no others", () => {
	expect(Object.keys(worker).sort()).toEqual([
		"CompanyLedger",
		"Directory",
		"default",
	]);
});
