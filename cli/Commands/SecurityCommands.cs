using System.CommandLine;
using System.Text.Json.Nodes;
using Moltbot.Cli.Doctor;
using Moltbot.Cli.Doctor.Fixes;
using Moltbot.Cli.Doctor.Outside;
using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Cli.Commands;

/// <summary><c>security audit</c>: what is open that should not be.</summary>
internal static class SecurityCommands
{
    public static Command Make(CommandFactory factory)
    {
        var deep = CommandFactory.Flag("--deep", "try the running gateway too, as somebody without a credential would");
        var fix = CommandFactory.Flag("--fix", "shut what can be shut without asking: file modes, open groups, redaction; then audit");
        return factory.Group(
            "security",
            "find out what is open that should not be",
            factory.Command("audit", "check configuration, files and channels", call => AuditAsync(call, call.Value(deep), call.Value(fix)), deep, fix));
    }

    private static async Task<int> AuditAsync(Invocation call, bool isDeep, bool fixes)
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

        var fix = fixes ? await SecurityFix.ApplyAsync(call, patient) : null;
        patient = fix is null ? patient : await Intake.MeetAsync(call, asksPlatforms: false);
        var outside = isDeep ? await OutsideProbe.RunAsync(call, patient.Document?.Section("hooks").Text("path")) : [];
        var report = AuditReport.Of(Examination.Security(patient).Concat(isDeep ? Examination.Deep(patient, outside) : []));
        if (call.Printer.IsJson)
        {
            var json = Json(call, report);
            if (isDeep)
            {
                json["deep"] = Deep(patient, outside);
            }

            call.Printer.Json(fix is null ? json : new JsonObject { ["fix"] = fix.Json(), ["report"] = json });
        }
        else
        {
            Print(call, fix);
            Print(call, report);
        }

        return report.Critical == 0 && fix is not { IsOk: false } ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static void Print(Invocation call, SecurityFix? fix)
    {
        foreach (var change in fix?.Changes ?? [])
        {
            call.Printer.Line($"changed   {change} in {fix!.ConfigPath}");
        }

        foreach (var file in fix?.Files.Where(static file => file.IsChanged) ?? [])
        {
            call.Printer.Line($"changed   {file.Path.Path} to mode {file.ModeText}");
        }

        foreach (var error in fix?.Errors ?? [])
        {
            call.Printer.Line($"failed    {error}");
        }

        if (fix is not null)
        {
            call.Printer.Line();
        }
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

    private static JsonObject Deep(Patient patient, IReadOnlyList<OutsideReport> outside)
    {
        var deep = new JsonObject
        {
            ["gateway"] = new JsonObject
            {
                ["attempted"] = true, ["url"] = patient.GatewayUrl, ["ok"] = patient.GatewayFailure is null, ["error"] = patient.GatewayFailure?.Message,
            },
        };
        if (outside.Count > 0)
        {
            deep["outside"] = new JsonArray([.. outside.Select(static report => report.Json())]);
        }

        return deep;
    }
}
