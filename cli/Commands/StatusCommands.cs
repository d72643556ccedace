using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Moltbot.Cli.Connection;
using Moltbot.Cli.Printing;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Channels;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Cli.Commands;

/// <summary><c>status</c> and <c>health</c>: how the system is.</summary>
internal static class StatusCommands
{
    public static Command Status(CommandFactory factory) => factory.Command("status", "show how everything is, on one page", StatusAsync);

    public static Command Health(CommandFactory factory)
    {
        var probe = CommandFactory.Flag("--verbose", "ask the platforms again instead of showing what is known");
        return factory.Command("health", "show the gateway's health", call => HealthAsync(call, call.Value(probe)), probe);
    }

    public static async Task<int> HealthAsync(Invocation call, bool probe)
    {
        var health = await call.AskAsync(StatusMethods.Health, new HealthParams { Probe = probe });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(health.Json);
            return ExitCodes.Ok;
        }

        var summary = health.Value;
        call.Printer.Fields(
            ("Gateway", summary.Ok ? $"ok, answered in {Ages.Length(summary.DurationMs)}" : "not ok"),
            ("Agents", string.Join(", ", summary.Agents.Select(agent => agent.IsDefault ? $"{agent.AgentId} (default)" : agent.AgentId))),
            ("Sessions", Number(summary.Sessions.Count)),
            ("Heartbeat", summary.HeartbeatSeconds > 0 ? $"every {Ages.Length(summary.HeartbeatSeconds * 1000)}" : "off"));
        foreach (var id in summary.ChannelOrder.Where(summary.Channels.ContainsKey))
        {
            call.Printer.Line($"{summary.ChannelLabels.GetValueOrDefault(id, id)}: {Words(summary.Channels[id])}");
        }

        return ExitCodes.Ok;
    }

    private static async Task<int> StatusAsync(Invocation call)
    {
        await using var gateway = await call.ConnectAsync();
        var health = await call.AskAsync(gateway, StatusMethods.Health, new HealthParams { Probe = false });
        var status = await call.AskAsync(gateway, StatusMethods.Status, NoParams.Value);
        var presence = await call.AskAsync(gateway, StatusMethods.SystemPresence, NoParams.Value);
        var channels = await call.AskAsync(gateway, ChannelsMethods.Status, new ChannelsStatusParams { Probe = false });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(new JsonObject
            {
                ["gateway"] = GatewayCommands.Describe(gateway),
                ["health"] = JsonNode.Parse(health.Json.GetRawText()),
                ["status"] = JsonNode.Parse(status.Json.GetRawText()),
                ["presence"] = JsonNode.Parse(presence.Json.GetRawText()),
                ["channels"] = JsonNode.Parse(channels.Json.GetRawText()),
            });
            return ExitCodes.Ok;
        }

        var sessions = status.Value.Sessions;
        call.Printer.Fields(
            ("Gateway", $"{GatewayUrl.Show(gateway.Target.Url)}  version {gateway.Hello.Server.Version}  up {Ages.Length(gateway.Hello.Snapshot.UptimeMs)}"),
            ("Signed in", $"by {gateway.SignedInBy}"),
            ("Agents", string.Join(", ", health.Value.Agents.Select(agent => agent.IsDefault ? $"{agent.AgentId} (default)" : agent.AgentId))),
            ("Model", sessions.Defaults.Model ?? "none configured (moltbot doctor says what is missing)"),
            ("Sessions", Number(sessions.Count)),
            ("Present", string.Join(", ", presence.Value.Select(static entry => entry.Host ?? entry.InstanceId ?? entry.Mode ?? "unnamed"))),
            ("Waiting", status.Value.QueuedSystemEvents.Count == 0 ? null : $"{Number(status.Value.QueuedSystemEvents.Count)} system events"));
        call.Printer.Line();
        ChannelsCommand.Print(call, channels.Value);
        call.Printer.Line();
        call.Printer.Table(
            "no sessions yet",
            ["session", "kind", "model", "tokens", "updated"],
            [.. sessions.Recent.Select(row => (IReadOnlyList<string?>)[row.Key, row.Kind, row.Model ?? "-", row.TotalTokens is { } tokens ? Number(tokens) : "-", Ages.Since(row.UpdatedAt, call.Host.Time)])]);
        return ExitCodes.Ok;
    }

    private static string Words(ChannelHealth channel) => string.Join(", ", new[]
    {
        channel.Configured switch { true => "configured", false => "not configured", null => null },
        channel.Linked switch { true => "linked", false => "not linked", null => null },
        channel.LastProbeAt is null ? null : "probed",
    }.OfType<string>().DefaultIfEmpty("unknown"));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
