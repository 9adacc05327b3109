import fc from "fast-check";
import type {
	Attempt,
	ChangedField,
	Outcome,
	OutcomeKind,
} from "../outcome/outcome.ts";

/** A record of plain objects, as parsed from JSON. */
function record<T>(
	fields: {
		[K in keyof T]: fc.Arbitrary<T[K]>;
	},
): fc.Arbitrary<T> {
	return fc.record(fields, { noNullPrototype: true });
}

const text = fc.string({ unit: "binary", maxLength: 8 });
const textOrNull = fc.option(text, { nil: null });
const id = fc.string({ minLength: 1, maxLength: 6 });
const isoTime = fc
	.integer({ min: 0, max: 4_000_000_000_000 })
	.map((milliseconds) => new Date(milliseconds).toISOString());
const reason = fc.option(record({ code: text, message: text }), {
	nil: null,
});

const attempts: fc.Arbitrary<Attempt[]> = fc.array(
	record({
		call: fc.constantFrom(
			"submit",
			"read_instance",
			"read_history",
			"read_me",
			"refresh_token",
		),
		status: fc.option(fc.integer({ min: 100, max: 599 }), { nil: null }),
		request_id: textOrNull,
		duration_ms: fc.nat(),
		concluded: text,
	}),
	{ maxLength: 3 },
);

/** A new kind does not compile without an entry. */
const byKind: { [K in OutcomeKind]: fc.Arbitrary<Outcome & { kind: K }> } = {
	recorded: record({ kind: fc.constant("recorded"), attempts }),
	unchanged: record({ kind: fc.constant("unchanged"), attempts }),
	accepted: record({ kind: fc.constant("accepted"), attempts }),
	conflict: record({
		kind: fc.constant("conflict"),
		on_record: record({
			option: record({
				id: fc.option(id, { nil: null }),
				name: text,
				response_type: textOrNull,
			}),
			comment: textOrNull,
			submitted_at: fc.option(isoTime, { nil: null }),
		}),
		differs: fc.subarray<ChangedField>(["response_option", "comment"]),
		attempts,
	}),
	superseded: record({
		kind: fc.constant("superseded"),
		decided_by: fc.array(record({ id, name: text }), { maxLength: 3 }),
		attempts,
	}),
	invalid: record({
		kind: fc.constant("invalid"),
		issues: fc.array(
			record({
				code: fc.oneof(
					text,
					fc.constantFrom(
						"malformed",
						"body_too_large",
						"unsupported_media_type",
					),
				),
				path: fc.array(fc.oneof(text, fc.nat()), { maxLength: 3 }),
				message: text,
			}),
			{ maxLength: 3 },
		),
		attempts,
	}),
	unauthenticated: record({
		kind: fc.constant("unauthenticated"),
		reason,
		attempts,
	}),
	forbidden: record({ kind: fc.constant("forbidden"), reason, attempts }),
	not_found: record({ kind: fc.constant("not_found"), reason, attempts }),
	deferred: record({
		kind: fc.constant("deferred"),
		reason: fc.constantFrom("rate_limited", "unavailable", "unreachable"),
		retry_at: isoTime,
		attempts,
	}),
	uncertain: record({
		kind: fc.constant("uncertain"),
		retry_at: isoTime,
		attempts,
	}),
};

/** An outcome of any kind, with any text that a server may send. */
export const arbitraryOutcome: fc.Arbitrary<Outcome> = fc
	.tuple(
		fc.oneof(...Object.values(byKind)),
		fc.option(fc.constantFrom("same", "differ", "unknown"), {
			nil: undefined,
		}),
	)
	.map(([outcome, attachments]) =>
		attachments === undefined ? outcome : { ...outcome, attachments },
	);
