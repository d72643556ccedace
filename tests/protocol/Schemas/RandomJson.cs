using System.Text.Json.Nodes;

namespace Moltbot.Protocol.Tests.Schemas;

/// <summary>Random values out of the protocol's own words, so that some of them fit.</summary>
internal static class RandomJson
{
    private static readonly string[] Keys =
    [
        "key", "label", "id", "jobId", "mode", "patch", "limit", "ts", "text", "presence", "health", "requestId", "file", "version",
        "sessionKey", "message", "idempotencyKey", "runId", "nodeId", "token", "schedule", "kind", "atMs", "payload", "name", "ok",
    ];

    private static readonly JsonNode?[] Leaves =
    [
        null, true, false, 0, 1, -1, 1.5, 5001, "", "x", "now", "force", "at", "main", "😀", JsonNode.Parse("1.0"), JsonNode.Parse("1e400"),
    ];

    internal static JsonNode For(Random random) => random.Next(12) == 0 ? new JsonArray(1) : Object(random, depth: 3);

    private static JsonObject Object(Random random, int depth)
    {
        var result = new JsonObject();
        for (var count = random.Next(4); count > 0; count--)
        {
            result[Keys[random.Next(Keys.Length)]] = Value(random, depth - 1);
        }

        return result;
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 0 ? 8 : 6) switch
    {
        6 => Object(random, depth),
        7 => new JsonArray(Value(random, depth - 1)),
        _ => Leaves[random.Next(Leaves.Length)]?.DeepClone(),
    };
}
