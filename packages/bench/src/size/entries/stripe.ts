import Stripe from "stripe";

const client = new Stripe("token");

await client.charges.retrieve("id");
