import { expect, test } from "vitest";
import * as contract from "./contract/index.ts";
import * as core from "./index.ts";
import * as oauth from "./oauth/index.ts";
import * as outcome from "./outcome/index.ts";
import * as rateLimit from "./rate-limit/index.ts";
import * as request from "./request/index.ts";
import * as server from "./server/index.ts";
import * as settlement from "./settlement/index.ts";
import * as validation from "./validation/index.ts";

const folders = {
	contract,
	oauth,
	outcome,
	"rate-limit": rateLimit,
	request,
	server,
	settlement,
	validation,
};

// Exported names are a promise to users: a name is added or removed on purpose.
test("the exported names", () => {
	expect(Object.keys(core).sort()).toMatchInlineSnapshot(`
		[
		  "advance",
		  "begin",
		  "check",
		  "decide",
		  "defaultPolicy",
		  "describe",
		  "exitCodes",
		  "foresee",
		  "fromHttp",
		  "historySchema",
		  "instanceSchema",
		  "match",
		  "outcomeKinds",
		  "outcomeSchema",
		  "parseSubmission",
		  "paths",
		  "progress",
		  "resume",
		  "soFar",
		  "statusOf",
		  "submissionSchema",
		  "toHttp",
		]
	`);
});

test.each(Object.entries(folders))("the exported names of %s", (_, folder) => {
	expect(Object.keys(folder).sort()).toMatchInlineSnapshot();
});

test("every name of the root is one of a folder", () => {
	expect(Object.assign({}, ...Object.values(folders))).toMatchObject({
		...core,
	});
});
