import OpenAI from "openai";

const client = new OpenAI({ apiKey: "token" });

await client.models.list();
