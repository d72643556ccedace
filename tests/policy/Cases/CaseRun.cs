using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance;

namespace Moltbot.Policy.Tests.Cases;

/// <summary>What running a file of cases against some areas came to.</summary>
internal sealed class CaseRun
{
    internal List<string> Failures { get; } = [];

    internal SortedSet<string> NotCovered { get; } = new(StringComparer.Ordinal);

    internal int Passed { get; private set; }

    internal int Different { get; private set; }

    internal int Total { get; private set; }

    internal static CaseRun Of(string file, params ICaseArea[] areas)
    {
        var run = new CaseRun();
        var functions = areas.SelectMany(area => area.Functions).Where(each => each.Area is null || each.Area == file).ToLookup(each => each.Name, StringComparer.Ordinal);
        var differences = areas.SelectMany(area => area.Differences).ToLookup(each => each.Function, StringComparer.Ordinal);
        foreach (var each in CaseFile.Read(file))
        {
            run.Total++;
            var name = (string)each["fn"]!;
            if (functions[name].OrderByDescending(each => each.Area is not null).FirstOrDefault() is { } function)
            {
                run.Judge(each, function, differences[name]);
            }
            else
            {
                run.NotCovered.Add(name);
            }
        }

        return run;
    }

    private void Judge(JsonObject each, CaseFunction function, IEnumerable<Difference> differences)
    {
        var input = JsonSerializer.SerializeToElement(each["input"]);
        if (differences.Any(difference => difference.AppliesTo(input)))
        {
            Different++;
            return;
        }

        var expected = each.ContainsKey("recommended") ? each["recommended"] : each["expected"];
        var actual = Answer(function, input);
        if (function.Same(expected, actual))
        {
            Passed++;
            return;
        }

        Failures.Add(
            $"{each["id"]} {function.Name} {Short(each["input"])} expected {Short(expected)} but was {Short(actual)}");
    }

    private static JsonNode? Answer(CaseFunction function, JsonElement input)
    {
        try
        {
            return function.Run(input);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new JsonObject { ["throws"] = e.Message };
        }
    }

    private static string Short(JsonNode? node)
    {
        var text = node?.ToJsonString(Readable) ?? "null";
        return text.Length > 600 ? text[..600] + "…" : text;
    }

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
