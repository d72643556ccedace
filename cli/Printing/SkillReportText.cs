using System.Globalization;
using System.Text.Json;

namespace Moltbot.Cli.Printing;

/// <summary>Shows what a skill brings and asks for.</summary>
internal static class SkillReportText
{
    /// <summary>Prints a report, in the form that the gateway sends it.</summary>
    public static void Print(Printer printer, JsonElement report)
    {
        printer.Line($"{Text(report, "name")}: {(Text(report, "kind") == "answers" ? "answers by itself, without a model" : "words for a model")}");
        printer.Line(Text(report, "description"));
        var files = report.GetProperty("files");
        printer.Fields(
            ("Hash", Text(report, "hash")),
            ("Triggers", List(report, "triggers")),
            ("Hosts", List(report, "hosts") ?? "none"),
            ("Programs", List(report, "programs") ?? "none"),
            ("Secrets", List(report, "secrets") ?? "none"),
            ("Tools", List(report, "tools") ?? "none"));
        printer.Line();
        printer.Table("no files", ["file", "bytes", "sha256"],
            [.. files.EnumerateArray().Select(static file => (IReadOnlyList<string?>)[Text(file, "path"), file.GetProperty("size").GetInt32().ToString(CultureInfo.InvariantCulture), Text(file, "sha256")[..16]])]);
        printer.Line();
        printer.Table("nothing was found", ["severity", "rule", "place", "what"],
            [.. report.GetProperty("findings").EnumerateArray().Select(static finding => (IReadOnlyList<string?>)[Text(finding, "severity"), Text(finding, "rule"), Place(finding), Text(finding, "text")])]);
    }

    /// <summary>Whether a report holds something that nobody approves unseen.</summary>
    public static bool HasDanger(JsonElement report) =>
        report.GetProperty("findings").EnumerateArray().Any(static finding => Text(finding, "severity") == "danger");

    private static string Place(JsonElement finding) =>
        finding.GetProperty("line").GetInt32() is > 0 and var line ? string.Create(CultureInfo.InvariantCulture, $"{Text(finding, "file")}:{line}") : Text(finding, "file");

    private static string? List(JsonElement report, string key) =>
        report.GetProperty(key).GetArrayLength() == 0 ? null : string.Join(", ", report.GetProperty(key).EnumerateArray().Select(static each => each.GetString()));

    private static string Text(JsonElement owner, string key) => owner.GetProperty(key).GetString() ?? "";
}
