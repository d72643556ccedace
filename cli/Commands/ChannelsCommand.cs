using System.CommandLine;
using Moltbot.Cli.Printing;
using Moltbot.Protocol.Methods.Channels;

namespace Moltbot.Cli.Commands;

/// <summary><c>channels status</c></summary>
internal static class ChannelsCommand
{
    public static Command Make(CommandFactory factory)
    {
        var probe = CommandFactory.Flag("--probe", "ask the platforms whether the credentials work");
        return factory.Group("channels", "the platforms people write on", factory.Command("status", "show every channel account", async call =>
        {
            var channels = await call.AskAsync(
                ChannelsMethods.Status, new ChannelsStatusParams { Probe = call.Value(probe), TimeoutMs = (long)Math.Max(1000, call.Timeout.TotalMilliseconds) });
            if (call.Printer.IsJson)
            {
                call.Printer.Json(channels.Json);
            }
            else
            {
                Print(call, channels.Value);
            }

            return ExitCodes.Ok;
        }, probe));
    }

    public static void Print(Invocation call, ChannelsStatusResult channels) => call.Printer.Table(
        "no channels configured; for Telegram: moltbot config set channels.telegram.botToken -; for Discord: channels.discord.token",
        ["channel", "account", "state", "dms", "last in", "last out", "problem"],
        [.. channels.ChannelOrder
            .Where(channels.ChannelAccounts.ContainsKey)
            .SelectMany(id => channels.ChannelAccounts[id].Select(account => (IReadOnlyList<string?>)
            [
                channels.ChannelLabels.GetValueOrDefault(id, id), account.Name is { } name ? $"{account.AccountId} ({name})" : account.AccountId, StateOf(account),
                account.DmPolicy ?? "-", Ages.Since(account.LastInboundAt, call.Host.Time), Ages.Since(account.LastOutboundAt, call.Host.Time), ProblemOf(account),
            ]))]);

    /// <summary>What went wrong last, and what of its messages was refused or may not have arrived.</summary>
    private static string ProblemOf(ChannelAccountSnapshot account)
    {
        string?[] problems =
        [
            ProbeOutcome.Of(account.Probe) ?? account.LastError,
            account.Outbox is { Failed: > 0 and var failed } ? $"{failed} refused" : null,
            account.Outbox is { Unknown: > 0 and var unknown } ? $"{unknown} with an unknown outcome" : null,
        ];
        return string.Join("; ", problems.Where(static problem => problem is not null)) is { Length: > 0 } text ? text : "-";
    }

    /// <summary>The one word that matters most.</summary>
    public static string StateOf(ChannelAccountSnapshot account) => account switch
    {
        { Enabled: false } => "disabled",
        { Configured: false } => "not configured",
        { Linked: false } => "not linked",
        { Connected: true } => "connected",
        { Running: true, Connected: false } => "connecting",
        { Running: true } => "running",
        { Running: false } => "stopped",
        _ => "unknown",
    };
}
