using System.Text.Json.Nodes;

namespace Moltbot.Protocol.Tests.Cases;

/// <summary>A file of cases beside the tests.</summary>
internal static class CaseFile
{
    internal static IReadOnlyList<JsonObject> Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "cases", $"{name}.json");
        var document = JsonNode.Parse(File.ReadAllText(path))!;
        return [.. document["cases"]!.AsArray().Select(each => each!.AsObject())];
    }
}
