import type {
	DurableObjectNamespace,
	DurableObjectState,
} from "@cloudflare/workers-types";
import { expectTypeOf, test } from "vitest";
import type { ObjectNamespace, ObjectState } from "./bindings.ts";

// A namespace's fetch takes the runtime's own Request, which Node's types do not know: the name and the way are compared.
test("the runtime gives what is asked of it", () => {
	expectTypeOf<DurableObjectState>().toExtend<ObjectState>();
	expectTypeOf<
		Parameters<DurableObjectNamespace["getByName"]>[0]
	>().toEqualTypeOf<Parameters<ObjectNamespace["getByName"]>[0]>();
});
