using System.Text.Json.Nodes;

namespace Moltbot.Policy.Skills.Scanning;

/// <summary>A report as it is kept, sent and printed.</summary>
public static class SkillReportJson
{
    /// <summary>
    /// <c>{name, description, kind, hash, files:[{path, size, sha256}], triggers, hosts, programs, secrets, tools, findings:[{severity, rule,
    /// file, line, text}]}</c>.
    /// </summary>
    public static JsonObject Of(SkillReport report) => new()
    {
        ["name"] = report.Name,
        ["description"] = report.Description,
        ["kind"] = report.Kind == SkillKind.Answers ? "answers" : "words",
        ["hash"] = report.Hash,
        ["files"] = new JsonArray([.. report.Files.Select(static file => new JsonObject { ["path"] = file.Path, ["size"] = file.Size, ["sha256"] = file.Hash })]),
        ["triggers"] = Texts(report.Triggers),
        ["hosts"] = Texts(report.Hosts),
        ["programs"] = Texts(report.Programs),
        ["secrets"] = Texts(report.Secrets),
        ["tools"] = Texts(report.Tools),
        ["findings"] = new JsonArray([.. report.Findings.Select(static finding => new JsonObject
        {
            ["severity"] = NameOf(finding.Severity),
            ["rule"] = finding.Rule,
            ["file"] = finding.File,
            ["line"] = finding.Line,
            ["text"] = finding.Text,
        })]),
    };

    /// <summary>danger, warning or note.</summary>
    public static string NameOf(SkillSeverity severity) => severity switch
    {
        SkillSeverity.Danger => "danger",
        SkillSeverity.Warning => "warning",
        _ => "note",
    };

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(static text => (JsonNode?)text)]);
}
