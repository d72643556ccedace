using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Moltbot.Cli.Connection;
using Moltbot.Cli.Doctor;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Channels;
using Moltbot.Protocol.Methods.Config;
using Moltbot.Protocol.Methods.Models;

namespace Moltbot.Cli.Commands;

/// <summary><c>doctor</c>: what is missing or dangerous, and what to do about it. Changes nothing.</summary>
internal static class DoctorCommand
{
    private const int ProbeTimeoutMs = 5000;

    public static Command Make(CommandFactory factory) => factory.Command("doctor", "check the installation and say what to do", RunAsync);

    private static async Task<int> RunAsync(Invocation call)
    {
        var findings = Examination.Of(await MeetAsync(call));
        var critical = findings.Count(static finding => finding.Severity is Severity.Critical);
        var warnings = findings.Count(static finding => finding.Severity is Severity.Warn);
        if (call.Printer.IsJson)
        {
            call.Printer.Json(new JsonObject
            {
                ["ok"] = critical == 0,
                ["critical"] = critical,
                ["warn"] = warnings,
                ["checks"] = new JsonArray([.. findings.Select(static finding => new JsonObject
                {
                    ["id"] = finding.Id, ["severity"] = Word(finding.Severity), ["summary"] = finding.Summary, ["fix"] = finding.Fix,
                })]),
            });
            return critical == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        }

        foreach (var finding in findings)
        {
            call.Printer.Line($"{Word(finding.Severity),-8}  {finding.Summary}");
            if (finding.Fix is { } fix)
            {
                call.Printer.Line($"          -> {fix}");
            }
        }

        call.Printer.Line();
        call.Printer.Line(critical + warnings == 0 ? "nothing to do" : $"{critical} critical, {warnings} warnings");
        return critical == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<Patient> MeetAsync(Invocation call)
    {
        var target = call.Target();
        call.Printer.Hide(target.Credential?.Token);
        call.Printer.Hide(target.Credential?.Password);
        var patient = new Patient
        {
            State = call.State,
            Configuration = call.Configuration.Load(),
            Credential = target.Credential,
            GatewayUrl = GatewayUrl.Show(target.Url),
        };
        try
        {
            await using var gateway = await call.ConnectAsync();
            var channels = await call.AskAsync(gateway, ChannelsMethods.Status, new ChannelsStatusParams { Probe = true, TimeoutMs = ProbeTimeoutMs });
            var models = await call.AskAsync(gateway, ModelsMethods.List, NoParams.Value);
            return patient with
            {
                Configuration = await ConfigurationOfAsync(call, gateway, patient.Configuration),
                GatewayVersion = gateway.Hello.Server.Version,
                Channels = channels.Value,
                Models = [.. models.Value.Models.Select(static model => $"{model.Provider}/{model.Id}")],
            };
        }
        catch (CliException failure)
        {
            return patient with { GatewayFailure = failure };
        }
    }

    /// <summary>
    /// The configuration that the gateway which answered goes by: this machine's file when it reads that one, else what it tells of
    /// its own, with secrets masked.
    /// </summary>
    private static async Task<ConfigSnapshot> ConfigurationOfAsync(Invocation call, GatewayClient gateway, ConfigSnapshot local)
    {
        var told = (await call.AskAsync(gateway, ConfigMethods.Get, NoParams.Value)).Value;
        return told.Path == local.Path
            ? local
            : ConfigLoader.Load(new ConfigSource(told.Path, told.Exists ? Encoding.UTF8.GetString(told.Parsed.Utf8.Span) : null), new ConfigLoadOptions());
    }

    private static string Word(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.Warn => "warning",
        Severity.Info => "info",
        _ => "ok",
    };
}
