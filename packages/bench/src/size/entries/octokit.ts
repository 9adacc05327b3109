import { Octokit } from "@octokit/core";

const client = new Octokit({ auth: "token" });

await client.request("GET /user");
