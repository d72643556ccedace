using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Cases;

namespace Moltbot.Conformance.Reports;

/// <summary>A report for programs: one JSON object.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal static void Write(ConformanceReport report, TextWriter output)
    {
        var sums = Sums(report.Count, report.Total);
        sums["files"] = new JsonArray([.. report.Files.Select(FileOf)]);
        output.WriteLine(sums.ToJsonString(Indented));
    }

    private static JsonNode FileOf(FileResult file)
    {
        var result = new JsonObject { ["file"] = file.File };
        foreach (var (name, value) in Sums(file.Count, file.Results.Count).ToList())
        {
            result[name] = value?.DeepClone();
        }

        result["failures"] = new JsonArray([.. file.Of(CaseStatus.Failed).Select(failure => new JsonObject
        {
            ["id"] = failure.Id,
            ["fn"] = failure.Function,
            ["detail"] = failure.Detail,
            ["expected"] = failure.Expected?.DeepClone(),
            ["actual"] = failure.Actual?.DeepClone(),
        })]);
        result["notCoveredFunctions"] = new JsonArray([.. file.Of(CaseStatus.NotCovered).Select(each => each.Function).Distinct(StringComparer.Ordinal)]);
        result["notRun"] = new JsonArray([.. file.Of(CaseStatus.NotCovered).Where(each => each.Detail is not null)
            .Select(each => new JsonObject { ["id"] = each.Id, ["reason"] = each.Detail })]);
        result["deliberate"] = new JsonArray([.. file.Of(CaseStatus.Different)
            .Select(each => new JsonObject { ["id"] = each.Id, ["fn"] = each.Function, ["reason"] = each.Detail })]);
        return result;
    }

    private static JsonObject Sums(Func<CaseStatus, int> count, int total) => new()
    {
        ["cases"] = total,
        ["passed"] = count(CaseStatus.Passed),
        ["failed"] = count(CaseStatus.Failed),
        ["notCovered"] = count(CaseStatus.NotCovered),
        ["differences"] = count(CaseStatus.Different),
    };
}
