using System.CommandLine;
using System.Text.Json.Nodes;
using Moltbot.Cli.Doctor;
using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Cli.Commands;

/// <summary><c>doctor</c>: what is missing or dangerous, and what to do about it. Changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Make(CommandFactory factory) => factory.Command("doctor", "check the installation and say what to do", RunAsync);

    private static async Task<int> RunAsync(Invocation call)
    {
        var findings = Examination.Of(await Intake.MeetAsync(call, asksPlatforms: true));
        var critical = findings.Count(static finding => finding.Severity is AuditSeverity.Critical);
        var warnings = findings.Count(static finding => finding.Severity is AuditSeverity.Warn);
        if (call.Printer.IsJson)
        {
            call.Printer.Json(new JsonObject
            {
                ["ok"] = critical == 0,
                ["critical"] = critical,
                ["warn"] = warnings,
                ["checks"] = new JsonArray([.. findings.Select(static finding => new JsonObject
                {
                    ["id"] = finding.CheckId, ["severity"] = FindingText.Word(finding.Severity), ["summary"] = FindingText.Summary(finding), ["fix"] = finding.Remediation,
                })]),
            });
            return critical == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        }

        foreach (var finding in findings)
        {
            call.Printer.Line($"{FindingText.Mark(finding.Severity)} {FindingText.Word(finding.Severity),-8}  {FindingText.Summary(finding)}");
            if (finding.Remediation is { } fix)
            {
                call.Printer.Line($"             -> {fix}");
            }
        }

        call.Printer.Line();
        call.Printer.Line(critical + warnings == 0 ? "nothing to do" : $"{critical} critical, {warnings} warnings");
        return critical == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
