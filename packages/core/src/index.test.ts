import { expect, test } from "vitest";
import * as answer from "./answer.ts";
import * as around from "./around.ts";
import * as core from "./index.ts";

// What is exported is a promise to those who use it: a name comes or goes on purpose.
test("the exported names", () => {
	expect(Object.keys(core).sort()).toEqual([
		"advance",
		"advanceCall",
		"answered",
		"attachmentKinds",
		"begin",
		"beginCall",
		"callSoFar",
		"called",
		"check",
		"closedUntil",
		"comparedWithSent",
		"data",
		"decide",
		"defaultPolicy",
		"describe",
		"exitCodes",
		"foresee",
		"fromHttp",
		"fromWire",
		"grantFrom",
		"guardAttachments",
		"historySchema",
		"historyStepSchema",
		"instanceSchema",
		"instanceSummarySchema",
		"isAlive",
		"isDue",
		"isMine",
		"largestSegment",
		"malformed",
		"match",
		"meSchema",
		"namedWaitMs",
		"nearest",
		"nextCallAt",
		"nextWorkAt",
		"notAssigned",
		"optionNotOffered",
		"outcomeKinds",
		"outcomeSchema",
		"outcomes",
		"parseCompanyHeader",
		"parseSubmission",
		"pathSchema",
		"paths",
		"placeSchema",
		"problem",
		"progress",
		"reasonFrom",
		"replayedHeader",
		"responseType",
		"resume",
		"sameAttachments",
		"segmentsOf",
		"smallestSegment",
		"soFar",
		"statusOf",
		"submissionSchema",
		"succeeded",
		"takeUp",
		"tidy",
		"toHttp",
		"toWire",
		"tokensSchema",
		"toolSchema",
		"unknownStep",
		"unpaced",
		"uploadTargetSchema",
		"wireBodySchema",
		"workBegun",
		"workOver",
	]);
});

// A client imports the two parts, and never the whole: a bundler then can load the second part later.
test("the two parts for clients share nothing, and hold what the whole holds", () => {
	expect(Object.keys(around)).not.toEqual([]);
	expect(Object.keys(around).filter((name) => name in answer)).toEqual([]);
	expect(core).toMatchObject({ ...answer, ...around });
});
