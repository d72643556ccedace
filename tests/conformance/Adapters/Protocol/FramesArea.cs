using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Protocol.Schemas;
using Moltbot.TestSupport.Wire;

namespace Moltbot.Conformance.Adapters.Protocol;

/// <summary>protocol_frames: every shape's validator, and how its reasons are worded.</summary>
public sealed class FramesArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
        WireShapes.All
            .Select(shape => new CaseFunction($"validate{shape.Key}", input => Validate(shape.Value, input)))
            .Append(new CaseFunction("formatValidationErrors", Format));

    public IEnumerable<Difference> Differences => [];

    private static JsonNode Validate(Shape shape, JsonElement input)
    {
        var errors = shape.Explain(input);
        if (shape.Accepts(System.Text.Encoding.UTF8.GetBytes(input.GetRawText())) != (errors.Count == 0))
        {
            throw new InvalidOperationException("the quick check and the explanation disagree");
        }

        return errors.Count == 0
            ? new JsonObject { ["ok"] = true }
            : new JsonObject { ["ok"] = false, ["text"] = ValidationErrors.Format(errors) };
    }

    private static JsonNode? Format(JsonElement input) =>
        ValidationErrors.Format(
            input.Arg("errors", 0) is { ValueKind: JsonValueKind.Array } errors ? [.. errors.EnumerateArray().Select(ReadError)] : null);

    private static ValidationError ReadError(JsonElement error) => new(
        error.Text("instancePath") ?? string.Empty,
        error.Text("message") ?? string.Empty,
        error.Text("keyword") == "additionalProperties" ? error.Get("params").Text("additionalProperty") : null);
}
