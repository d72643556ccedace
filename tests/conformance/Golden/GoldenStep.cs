using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Golden;

/// <summary>One step of a recorded conversation.</summary>
/// <param name="Who">The connection.</param>
/// <param name="Direction"><c>-&gt;</c> client sends, <c>&lt;-</c> client receives, <c>closed</c>.</param>
/// <param name="Frame">The frame, or code and reason of a close; null when only the shape was kept.</param>
/// <param name="Shape">Types instead of values, for large frames.</param>
/// <param name="Head">What is known of a large frame.</param>
public sealed record GoldenStep(string Who, string Direction, JsonNode? Frame, JsonNode? Shape, JsonObject? Head)
{
    internal bool IsSent => Direction == "->";

    internal bool IsReceived => Direction == "<-";

    internal bool IsClosed => Direction == "closed";

    internal string? Method => IsSent && Frame is JsonObject frame && (string?)frame["type"] == "req" ? frame["method"]?.ToString() : null;
}
