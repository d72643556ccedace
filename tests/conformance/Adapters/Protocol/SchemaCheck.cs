using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.TestSupport.Wire;

namespace Moltbot.Conformance.Adapters.Protocol;

/// <summary>protocol_schemas: each shape there takes what its notation allows and refuses what it does not.</summary>
public static class SchemaCheck
{
    /// <summary>Checks the whole file.</summary>
    /// <param name="file">The file's text.</param>
    public static IReadOnlyList<SchemaVerdict> Run(string file)
    {
        var schemas = JsonNode.Parse(file)!["schemas"]!.AsObject();
        return [.. schemas.Select(pair => Check(pair.Key, SchemaNotation.Read(pair.Value!)))];
    }

    private static SchemaVerdict Check(string name, SchemaNotation notation)
    {
        if (!WireShapes.All.TryGetValue(name, out var shape))
        {
            return new SchemaVerdict(name, 0, "not covered");
        }

        var samples = 0;
        foreach (var (sample, fits) in notation.Samples())
        {
            samples++;
            var text = sample?.ToJsonString() ?? "null";
            using var document = JsonDocument.Parse(text);
            var explained = shape.Explain(document.RootElement);
            var accepted = shape.Accepts(Encoding.UTF8.GetBytes(text));
            if (accepted != fits || explained.Count == 0 != fits)
            {
                return new SchemaVerdict(name, samples, $"{(fits ? "refused" : "accepted")} {text}");
            }
        }

        return new SchemaVerdict(name, samples, Mismatch: null);
    }
}
