import { expect, test } from "vitest";
import * as contract from "./contract/index.ts";
import * as contractReads from "./contract/read-endpoints.ts";
import * as contractOptions from "./contract/resolve-option.ts";
import * as contractUploads from "./contract/uploads.ts";
import * as fixture from "./fixture/index.ts";
import * as core from "./index.ts";
import * as oauth from "./oauth/index.ts";
import * as outcome from "./outcome/index.ts";
import * as rateLimit from "./rate-limit/index.ts";
import * as request from "./request/index.ts";
import * as server from "./server/index.ts";
import * as settlement from "./settlement/index.ts";
import * as validation from "./validation/index.ts";

// Exported names are a promise to users: a name is added or removed on purpose.
test("the names that the root exports", () => {
	expect(Object.keys(core).sort()).toEqual([
		"advanceSettlement",
		"advanceWorkflow",
		"beginSettlement",
		"decide",
		"defaultPolicy",
		"describe",
		"exitCodes",
		"historySchema",
		"httpStatusOf",
		"instanceSchema",
		"matchOutcome",
		"outcomeFromHttp",
		"outcomeIfAborted",
		"outcomeKinds",
		"outcomeMeanings",
		"outcomeSchema",
		"outcomeToHttp",
		"outcomeTraits",
		"parseSettlementState",
		"parseSubmission",
		"paths",
		"previewOutcome",
		"resolveOption",
		"resumeSettlement",
		"settlementStateSchema",
		"settlementStateVersion",
		"submissionSchema",
		"validate",
	]);
});

const folders: [folder: string, exports: object, names: string[]][] = [
	[
		"contract",
		contract,
		[
			"attachmentKinds",
			"historySchema",
			"historyStepSchema",
			"instanceSchema",
			"isSameResponse",
			"meSchema",
			"normalizeComment",
			"parseCompanyHeader",
			"parseSubmission",
			"parseWireSubmission",
			"pathSchema",
			"paths",
			"serializeSubmission",
			"submissionSchema",
			"unwrapData",
			"wireBodySchema",
		],
	],
	[
		"fixture",
		fixture,
		["lastInstanceNumber", "parseFixture", "replayInstance"],
	],
	[
		"oauth",
		oauth,
		["isUnexpired", "parseTokenResponse", "shouldRefresh", "tokensSchema"],
	],
	[
		"outcome",
		outcome,
		[
			"causeMessages",
			"describe",
			"exitCodes",
			"httpStatusOf",
			"httpStatusesOf",
			"matchOutcome",
			"outcomeFromHttp",
			"outcomeKinds",
			"outcomeMeanings",
			"outcomeSchema",
			"outcomeToHttp",
			"outcomeTraits",
			"outcomes",
			"problemBody",
			"reasonFromErrorBody",
			"replayedHeader",
		],
	],
	[
		"rate-limit",
		rateLimit,
		[
			"blockedUntil",
			"initialRateLimit",
			"nextJobAt",
			"nextRequestAt",
			"release",
			"requestStarted",
			"reserve",
			"responseReceived",
			"retryDelayFromHeaders",
			"windowFromHeaders",
		],
	],
	[
		"request",
		request,
		[
			"advanceRequest",
			"beginRequest",
			"causeOf",
			"defaultPolicy",
			"isSuccessStatus",
			"requestOutcomeIfAborted",
		],
	],
	[
		"server",
		server,
		[
			"advanceWorkflow",
			"chooseTemplate",
			"cursorLinks",
			"decide",
			"decodeCursor",
			"newInstanceSchema",
			"noSuchCompany",
			"noSuchInstance",
			"noSuchProject",
			"notAssigned",
			"pageLinks",
			"pageSizes",
			"parseListQuery",
			"responseType",
			"stepStatus",
			"workflowEnd",
		],
	],
	[
		"settlement",
		settlement,
		[
			"advanceSettlement",
			"beginSettlement",
			"describePreview",
			"expectedOutcome",
			"historySteps",
			"isSamePerson",
			"isSameUser",
			"markChangedAttachments",
			"outcomeIfAborted",
			"ownerOf",
			"parseSettlementState",
			"previewOutcome",
			"resumeFromJournal",
			"resumeSettlement",
			"settlementStateSchema",
			"settlementStateVersion",
			"stepOptions",
		],
	],
	[
		"validation",
		validation,
		[
			"closestMatch",
			"didYouMean",
			"malformedIssue",
			"optionNotOffered",
			"parseJsonBytes",
			"readFlags",
			"sanitize",
			"sanitizeJson",
			"textEncoding",
			"unknownStep",
			"validate",
		],
	],
	[
		"contract/read-endpoints",
		contractReads,
		["isReadEndpointName", "readEndpoints", "readPath"],
	],
	["contract/resolve-option", contractOptions, ["resolveOption"]],
	[
		"contract/uploads",
		contractUploads,
		[
			"maxSegmentBytes",
			"minSegmentBytes",
			"splitIntoSegments",
			"uploadPaths",
			"uploadTargetSchema",
		],
	],
];

test.each(folders)("the names that %s exports", (_, exports, names) => {
	expect(Object.keys(exports).sort()).toEqual(names);
});

test("every name of the root is exported by one subpath, and none by two", () => {
	const all = folders.flatMap(([, , names]) => names);
	expect(new Set(all).size).toBe(all.length);
	const merged = Object.assign({}, ...folders.map(([, exports]) => exports));
	for (const [name, value] of Object.entries(core))
		expect(merged[name]).toBe(value);
});
