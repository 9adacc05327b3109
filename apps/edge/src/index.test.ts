import { expect, test } from "vitest";
import * as worker from "./hosts/cloudflare/worker.ts";
import * as edge from "./index.ts";

test("the package exports these names and no others", () => {
	expect(Object.keys(edge).sort()).toEqual([
		"BackupError",
		"DataFileError",
		"LedgerVersionError",
		"ServeError",
		"backUp",
		"createApp",
		"embeddedUpstream",
		"groupCommit",
		"isEmpty",
		"listen",
		"loadFixture",
		"nodeSql",
		"openDataFile",
		"openLedger",
		"parseFixture",
		"serve",
		"systemClock",
	]);
});

test("the worker module exports these names and no others", () => {
	expect(Object.keys(worker).sort()).toEqual([
		"Account",
		"CompanyLedger",
		"Directory",
		"Settlement",
		"default",
	]);
});
