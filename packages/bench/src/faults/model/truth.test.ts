import { expect, test } from "vitest";
import {
	type Claim,
	type Fact,
	judgeTruth,
	type Truth,
	worstTruth,
} from "./truth.ts";

const recorded: Fact = {
	own_response: "same",
	is_new: true,
	is_knowable: true,
};
const repeated: Fact = {
	own_response: "same",
	is_new: false,
	is_knowable: true,
};
const other: Fact = { own_response: "other", is_new: false, is_knowable: true };
const none: Fact = { own_response: "none", is_new: false, is_knowable: true };
const silent: Fact = { ...recorded, is_knowable: false };

const cases: [claim: Claim, fact: Fact, truth: Truth][] = [
	[{ own_response: "same" }, recorded, "true"],
	[{ own_response: "same" }, repeated, "true"],
	[{ own_response: "same" }, other, "false"],
	[{ own_response: "same" }, none, "false"],
	[{ own_response: "same", is_new: true }, recorded, "true"],
	[{ own_response: "same", is_new: true }, repeated, "false"],
	[{ own_response: "same", is_new: false }, recorded, "false"],
	[{ own_response: "same", is_new: false }, repeated, "true"],
	[{ own_response: "not_same" }, recorded, "false"],
	[{ own_response: "not_same" }, repeated, "false"],
	[{ own_response: "not_same" }, other, "true"],
	[{ own_response: "not_same" }, none, "true"],
	[{ own_response: "other" }, other, "true"],
	[{ own_response: "other" }, none, "false"],
	[{ own_response: "other" }, recorded, "false"],
	[{ own_response: "none" }, none, "true"],
	[{ own_response: "none" }, other, "false"],
	[{ own_response: "none" }, recorded, "false"],
	[{ own_response: "unknown" }, recorded, "unsure"],
	[{ own_response: "unknown" }, none, "unsure"],
	[{ own_response: "unknown" }, silent, "true"],
	[{ own_response: "not_same" }, silent, "false"],
	[{ own_response: "no_result" }, recorded, "unsure"],
	[{ own_response: "no_result" }, silent, "unsure"],
];

test.each(cases)(
	"the claim %o beside the record %o is %s",
	(claim, fact, truth) => {
		expect(judgeTruth(claim, fact)).toBe(truth);
	},
);

test("of several calls, one that is false makes the cell false", () => {
	expect(worstTruth(["true", "true"])).toBe("true");
	expect(worstTruth(["true", "unsure"])).toBe("unsure");
	expect(worstTruth(["unsure", "false", "true"])).toBe("false");
});
