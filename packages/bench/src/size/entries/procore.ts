import { client as createClient } from "@procore/js-sdk";

const client = createClient({ authorize: async () => ["", {}] }, {}, {});

await client.get({ base: "/rest/v1.0/me" });
