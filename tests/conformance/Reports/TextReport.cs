using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Cases;

namespace Moltbot.Conformance.Reports;

/// <summary>A report for people: the table, what failed, what is not covered, what differs on purpose, the sums.</summary>
internal static class TextReport
{
    private const int LongestValue = 500;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(ConformanceReport report, TextWriter output)
    {
        WriteTable(report, output);
        foreach (var file in report.Files)
        {
            foreach (var failure in file.Of(CaseStatus.Failed))
            {
                output.WriteLine($"[FAIL] {file.File} {failure.Id} {failure.Function}: {Explain(failure)}");
            }
        }

        WriteNotCovered(report, output);
        WriteDifferences(report, output);
        var (failed, notCovered, different) = (report.Count(CaseStatus.Failed), report.Count(CaseStatus.NotCovered), report.Count(CaseStatus.Different));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Moltbot.Conformance  Total: {report.Total}, Errors: 0, Failed: {failed}, Skipped: {notCovered + different}"));
    }

    private static void WriteTable(ConformanceReport report, TextWriter output)
    {
        var width = Math.Max("file".Length, report.Files.Max(file => (int?)file.File.Length) ?? 0);
        WriteRow("file", "cases", "passed", "failed", "not covered", "differences");
        foreach (var file in report.Files)
        {
            WriteRow(
                file.File, file.Results.Count, file.Count(CaseStatus.Passed), file.Count(CaseStatus.Failed), file.Count(CaseStatus.NotCovered),
                file.Count(CaseStatus.Different));
        }

        WriteRow(
            "all", report.Total, report.Count(CaseStatus.Passed), report.Count(CaseStatus.Failed), report.Count(CaseStatus.NotCovered),
            report.Count(CaseStatus.Different));
        output.WriteLine();

        void WriteRow(string file, params object[] counts) => output.WriteLine(string.Format(
            CultureInfo.InvariantCulture, "{0}  {1,6}  {2,6}  {3,6}  {4,11}  {5,11}", [file.PadRight(width), .. counts]));
    }

    private static void WriteNotCovered(ConformanceReport report, TextWriter output)
    {
        foreach (var file in report.Files.Where(file => file.Count(CaseStatus.NotCovered) > 0))
        {
            var functions = file.Of(CaseStatus.NotCovered).Where(each => each.Detail is null).CountBy(each => each.Function, StringComparer.Ordinal).ToList();
            if (functions.Count > 0)
            {
                var names = functions.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key} ({each.Value})"));
                output.WriteLine($"not covered in {file.File}: {string.Join(", ", names)}");
            }

            foreach (var reason in file.Of(CaseStatus.NotCovered).Where(each => each.Detail is not null).GroupBy(each => each.Detail, StringComparer.Ordinal))
            {
                output.WriteLine($"not run in {file.File}, {reason.Key}: {string.Join(", ", reason.Select(each => each.Id))}");
            }
        }
    }

    private static void WriteDifferences(ConformanceReport report, TextWriter output)
    {
        var differences = report.Files
            .SelectMany(file => file.Of(CaseStatus.Different))
            .GroupBy(each => (each.Function, each.Detail));
        foreach (var difference in differences)
        {
            output.WriteLine($"on purpose, {difference.Key.Function} ({difference.Count()}): {difference.Key.Detail}");
        }
    }

    private static string Explain(CaseResult failure) =>
        failure.Detail ?? $"expected {Short(failure.Expected)}, but got {Short(failure.Actual)}";

    internal static string Short(JsonNode? node)
    {
        var text = node?.ToJsonString(Readable) ?? "null";
        return text.Length > LongestValue ? text[..LongestValue] + "…" : text;
    }
}
