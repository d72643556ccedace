using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Cases;

/// <summary>Runs cases against our code.</summary>
internal sealed class CaseJudge
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly ILookup<string, CaseFunction> _functions;
    private readonly ILookup<string, Difference> _differences;

    /// <summary>Judges by these areas.</summary>
    /// <exception cref="InvalidOperationException">Two areas answer the same function.</exception>
    internal CaseJudge(IEnumerable<ICaseArea> areas)
    {
        var all = areas.ToList();
        _functions = all.SelectMany(area => area.Functions).ToLookup(each => each.Name, StringComparer.Ordinal);
        _differences = all.SelectMany(area => area.Differences).ToLookup(each => each.Function, StringComparer.Ordinal);
        var twice = _functions.FirstOrDefault(each => each.CountBy(function => function.Area ?? "", StringComparer.Ordinal).Any(count => count.Value > 1));
        if (twice is not null)
        {
            throw new InvalidOperationException($"two adapters answer {twice.Key}");
        }
    }

    internal FileResult Judge(CaseFile file) => new(file.Name, [.. file.Cases.Select(Judge)]);

    internal CaseResult Judge(ConformanceCase each)
    {
        var named = _functions[each.Function];
        var function = named.FirstOrDefault(candidate => candidate.Area == each.Area) ?? named.FirstOrDefault(candidate => candidate.Area is null);
        if (function is null)
        {
            return new CaseResult(each.Id, each.Function, CaseStatus.NotCovered);
        }

        var actual = Answer(function, each.Input);
        if (IsSame(function, each.Expected, actual))
        {
            return new CaseResult(each.Id, each.Function, CaseStatus.Passed);
        }

        var difference = _differences[each.Function].FirstOrDefault(rule => Applies(rule, each.Input));
        return difference is not null
            ? new CaseResult(each.Id, each.Function, CaseStatus.Different) { Detail = difference.Reason }
            : new CaseResult(each.Id, each.Function, CaseStatus.Failed) { Expected = each.Expected, Actual = actual };
    }

    private static bool IsSame(CaseFunction function, JsonNode? expected, JsonNode? actual)
    {
        try
        {
            return function.Same(expected, actual);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or NullReferenceException)
        {
            // Answer and expectation have different shapes.
            return false;
        }
    }

    private static bool Applies(Difference rule, JsonElement input)
    {
        try
        {
            return rule.AppliesTo(input);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or NullReferenceException)
        {
            return false;
        }
    }

    // A thread of its own: what hangs or loops must not take the run with it.
    private static JsonNode? Answer(CaseFunction function, JsonElement input)
    {
        JsonNode? answer = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    answer = function.Run(input);
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    answer = new JsonObject { ["throws"] = e.Message };
                }
            })
        { IsBackground = true };
        thread.Start();
        return thread.Join(Limit) ? answer : new JsonObject { ["throws"] = $"no answer within {Limit.TotalSeconds} seconds" };
    }
}
