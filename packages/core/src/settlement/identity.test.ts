import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Assignee } from "../contract/instance.ts";
import { ownerOf, type RowOwner } from "./identity.ts";
import { isSamePerson, isSameUser } from "./same-person.ts";

const login = "ada@harbor.example";
const me = { id: "101", login, name: "Ada Byron" };

/** The values of a row's login and id, by how they relate to those of `me`. */
const logins = {
	equal: login,
	"in another case": "ADA@Harbor.Example",
	different: "eve@harbor.example",
	empty: "",
	missing: null,
} as const;
const ids = { equal: "101", different: "999", missing: null } as const;

type Row = [
	login: keyof typeof logins,
	id: keyof typeof ids,
	owner: RowOwner,
	ownerIfMeHasNoLogin: RowOwner,
];

// One equal login is proof; an equal id only if a login is missing; a person whose every key differs is another one.
const table: Row[] = [
	["equal", "equal", "mine", "mine"],
	["equal", "different", "mine", "other"],
	["equal", "missing", "mine", "unclear"],
	["in another case", "equal", "mine", "mine"],
	["in another case", "different", "mine", "other"],
	["in another case", "missing", "mine", "unclear"],
	["different", "equal", "unclear", "mine"],
	["different", "different", "other", "other"],
	["different", "missing", "unclear", "unclear"],
	["empty", "equal", "mine", "mine"],
	["empty", "different", "unclear", "other"],
	["empty", "missing", "unclear", "unclear"],
	["missing", "equal", "mine", "mine"],
	["missing", "different", "unclear", "other"],
	["missing", "missing", "unclear", "unclear"],
];

describe("the owner of a row", () => {
	test("the table has every combination once", () => {
		const combinations = new Set(table.map(([a, b]) => `${a} ${b}`));
		expect(combinations.size).toBe(table.length);
		expect(table).toHaveLength(
			Object.keys(logins).length * Object.keys(ids).length,
		);
	});

	test.each(table)(
		"login %s, id %s: %s; %s if `me` has no login",
		(sameLogin, sameId, owner, ownerIfMeHasNoLogin) => {
			const row: Assignee = {
				id: ids[sameId],
				login: logins[sameLogin],
				name: "A name",
			};
			expect(ownerOf(row, me)).toBe(owner);
			expect(isSamePerson(row, me)).toBe(owner === "mine");
			for (const none of [null, ""]) {
				const nameless = { ...me, login: none };
				expect(ownerOf(row, nameless)).toBe(ownerIfMeHasNoLogin);
				expect(isSamePerson(row, nameless)).toBe(
					ownerIfMeHasNoLogin === "mine",
				);
			}
			expect(ownerOf(row, null)).toBe("unclear");
		},
	);

	test("logins are not equal only because their capitals are", () => {
		const [sharp, double] = ["weiß@x.example", "weiss@x.example"];
		expect(sharp.toUpperCase()).toBe(double.toUpperCase());
		expect(
			ownerOf({ ...me, id: "999", login: sharp }, { ...me, login: double }),
		).toBe("other");
	});

	test("the name never counts", () => {
		const named = { id: "999", login: "eve@harbor.example", name: me.name };
		expect(ownerOf(named, me)).toBe("other");
		expect(ownerOf({ ...me, name: "Eve" }, me)).toBe("mine");
	});

	const key = fc.option(fc.constantFrom("", "a", "A", "b", "1", "2"), {
		nil: null,
	});

	test("does not depend on the case of a login; without a key in common it is unclear", () => {
		fc.assert(
			fc.property(
				key,
				key,
				key,
				fc.constantFrom("1", "2"),
				(rowId, rowLogin, myLogin, myId) => {
					const row = {
						id: rowId === "" ? null : rowId,
						login: rowLogin,
						name: null,
					};
					const mine = { id: myId, login: myLogin, name: null };
					const owner = ownerOf(row, mine);
					const upper = (text: string | null) => text?.toUpperCase() ?? null;
					expect(ownerOf({ ...row, login: upper(rowLogin) }, mine)).toBe(owner);
					expect(ownerOf(row, { ...mine, login: upper(myLogin) })).toBe(owner);
					if (row.id === null && (!rowLogin || !myLogin))
						expect(owner).toBe("unclear");
				},
			),
		);
	});
});

describe("two tokens belong to the same user", () => {
	test.each([
		[true, "by id, although the login has changed", { login: "new@x.example" }],
		[true, "by id, without a login", { login: null }],
		[true, "by login in any case", { id: "999", login: "ADA@Harbor.Example" }],
		[false, "not if both differ", { id: "999", login: "eve@x.example" }],
		[false, "not by a missing login", { id: "999", login: null }],
		[false, "not by an empty login", { id: "999", login: "" }],
	])("%s: %s", (same, _, rest) => {
		expect(isSameUser(me, { ...me, ...rest })).toBe(same);
		expect(isSameUser({ ...me, ...rest }, me)).toBe(same);
	});

	test("not because both logins are empty", () => {
		expect(
			isSameUser({ ...me, login: "" }, { ...me, login: "", id: "999" }),
		).toBe(false);
		expect(
			isSameUser({ ...me, login: null }, { ...me, login: null, id: "999" }),
		).toBe(false);
	});
});
