using System.CommandLine;
using System.Text.Json.Nodes;
using Moltbot.Cli.Doctor;
using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Cli.Commands;

/// <summary><c>security audit</c>: what is open that should not be.</summary>
internal static class SecurityCommands
{
    public static Command Make(CommandFactory factory) => factory.Group(
        "security",
        "find out what is open that should not be",
        factory.Command("audit", "check configuration, files and channels", AuditAsync));

    private static async Task<int> AuditAsync(Invocation call)
    {
        var patient = await Intake.MeetAsync(call, asksPlatforms: false);
        if (patient.GatewayFailure is { } failure)
        {
            // One that was named is the one to judge; otherwise this machine's files are.
            if (call.NamesGateway)
            {
                throw failure;
            }

            call.Printer.Note($"the gateway was not asked: {failure.Message}");
        }

        var report = AuditReport.Of(Examination.Security(patient));
        if (call.Printer.IsJson)
        {
            call.Printer.Json(Json(call, report));
        }
        else
        {
            Print(call, report);
        }

        return report.Critical == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static void Print(Invocation call, AuditReport report)
    {
        foreach (var finding in report.Findings.OrderByDescending(static finding => finding.Severity))
        {
            call.Printer.Line($"{FindingText.Word(finding.Severity),-8}  {finding.Title}  ({finding.CheckId})");
            foreach (var line in finding.Detail.Split('\n'))
            {
                call.Printer.Line($"          {line}");
            }

            if (finding.Remediation is { } remedy)
            {
                call.Printer.Line($"          -> {remedy}");
            }
        }

        call.Printer.Line();
        call.Printer.Line($"{report.Critical} critical, {report.Warn} warnings, {report.Info} for information");
    }

    // The original's shape.
    private static JsonObject Json(Invocation call, AuditReport report) => new()
    {
        ["ts"] = call.Host.Time.GetUtcNow().ToUnixTimeMilliseconds(),
        ["summary"] = new JsonObject { ["critical"] = report.Critical, ["warn"] = report.Warn, ["info"] = report.Info },
        ["findings"] = new JsonArray([.. report.Findings.Select(Json)]),
    };

    private static JsonObject Json(AuditFinding finding)
    {
        var json = new JsonObject
        {
            ["checkId"] = finding.CheckId,
            ["severity"] = finding.Severity switch { AuditSeverity.Critical => "critical", AuditSeverity.Warn => "warn", _ => "info" },
            ["title"] = finding.Title,
            ["detail"] = finding.Detail,
        };
        if (finding.Remediation is { } remedy)
        {
            json["remediation"] = remedy;
        }

        return json;
    }
}
