import { expect, test } from "vitest";
import type { RequestEvent } from "../request/events.ts";
import {
	answeredRow,
	approve,
	instance,
	personAda,
	reject,
	step,
	submission,
} from "../testing/builders.ts";
import {
	httpResponse,
	noResponse,
	readResponse,
	requestNames,
	runScript,
	type ScriptOptions,
	withoutPreflight,
} from "../testing/script.ts";

const nothingKnown = { me: null };
const meKnown = {};
const allKnown = { instance: instance() };
const instanceKnown = { me: null, instance: instance() };
const me = httpResponse(200, { ...personAda, id: 101 });
const noContent = httpResponse(204);
const refused = httpResponse(422);
const showing = (...row: Parameters<typeof answeredRow>) =>
	readResponse(instance(step([answeredRow(...row)])));
const unanswered = readResponse(instance());
const commented = submission({ comment: "Fine." });

test.each<[string, number, ScriptOptions, RequestEvent[]]>([
	["recorded", 3, nothingKnown, [me, unanswered, noContent]],
	["recorded", 2, meKnown, [unanswered, noContent]],
	["recorded", 1, allKnown, [noContent]],
	["recorded", 2, instanceKnown, [me, noContent]],
	["accepted", 1, { policy: withoutPreflight }, [noContent]],
	["unchanged", 1, meKnown, [showing()]],
	["unchanged", 2, nothingKnown, [me, showing()]],
	["unchanged", 0, { instance: instance(step([answeredRow()])) }, []],
	[
		"unchanged",
		2,
		{ submission: submission({ comment: "R&D" }) },
		[showing(approve, "R&amp;D"), noContent],
	],
	["recorded", 3, meKnown, [unanswered, noResponse, noContent]],
	["recorded", 2, allKnown, [noResponse, noContent]],
	["conflict", 1, meKnown, [showing(reject)]],
	["conflict", 3, meKnown, [unanswered, refused, showing(reject)]],
	["conflict", 2, { policy: withoutPreflight }, [refused, showing(reject)]],
	[
		"conflict",
		3,
		{ ...nothingKnown, policy: withoutPreflight },
		[refused, me, showing(reject)],
	],
	["conflict", 1, { submission: commented }, [showing(approve, "No.")]],
	[
		"conflict",
		3,
		{ submission: commented },
		[unanswered, refused, showing(approve, "No.")],
	],
	["forbidden", 3, meKnown, [unanswered, httpResponse(403), unanswered]],
])("%s: %i requests (%#)", (kind, count, options, events) => {
	const result = runScript(options, events);
	expect(result.outcome?.kind).toBe(kind);
	expect(requestNames(result)).toHaveLength(count);
});
