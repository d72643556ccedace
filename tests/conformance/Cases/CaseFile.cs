using System.Text.Json;

namespace Moltbot.Conformance.Cases;

/// <summary>A file of cases, told apart by what it holds, not by its name.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Area">The area it says it covers, else its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">The whole text.</param>
/// <param name="Cases">The cases of <see cref="CaseFileKind.Functions"/>.</param>
internal sealed record CaseFile(string Name, string Area, CaseFileKind Kind, string Text, IReadOnlyList<ConformanceCase> Cases)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It is no file of cases.</exception>
    internal static CaseFile Read(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var text = File.ReadAllText(path);
        var root = Parse(text);
        var area = root.TryGetProperty("area", out var given) && given.ValueKind is JsonValueKind.String ? given.GetString()! : name;
        if (root.TryGetProperty("schemas", out var schemas) && schemas.ValueKind is JsonValueKind.Object)
        {
            return new CaseFile(name, area, CaseFileKind.Shapes, text, []);
        }

        if (!root.TryGetProperty("cases", out var cases) || cases.ValueKind is not JsonValueKind.Array)
        {
            throw new FormatException("it has neither a list named 'cases' nor an object named 'schemas'");
        }

        var list = cases.EnumerateArray().ToList();
        var kind = KindOf(list);
        return new CaseFile(name, area, kind, text, kind is CaseFileKind.Functions ? [.. list.Select(each => ConformanceCase.Read(area, each))] : []);
    }

    private static CaseFileKind KindOf(List<JsonElement> cases)
    {
        if (cases.Find(each => each.ValueKind is not JsonValueKind.Object) is { ValueKind: not JsonValueKind.Undefined } odd)
        {
            throw new FormatException($"a case is an object, but one is {odd.ValueKind}");
        }

        return cases.Count > 0 && cases.TrueForAll(each => each.TryGetProperty("steps", out _)) ? CaseFileKind.Conversations
            : cases.Count > 0 && cases.TrueForAll(each => each.TryGetProperty("request", out _)) ? CaseFileKind.Requests
            : CaseFileKind.Functions;
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 1024 });
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new FormatException("a file of cases is a JSON object");
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not JSON: {e.Message}", e);
        }
    }
}
