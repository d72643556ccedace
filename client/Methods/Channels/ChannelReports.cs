using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Channels;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Methods.Channels;

/// <summary>How the configured channels stand. No secret is in it, only where one comes from.</summary>
internal static class ChannelReports
{
    /// <summary>The channels that are run here; others may be configured and are left alone.</summary>
    public static IReadOnlyList<string> Served { get; } = [ChannelIds.Telegram];

    public static string LabelOf(string channel) => channel switch
    {
        ChannelIds.Telegram => "Telegram",
        _ => channel,
    };

    public static async Task<IReadOnlyList<ChannelReport>> Read(string tenant, ConfigDocument document, IGrainFactory grains)
    {
        var reports = new List<ChannelReport>();
        foreach (string channel in Served.Where(document.Channels.Ids.Contains))
        {
            IReadOnlyList<string> ids = document.Channels.AccountIds(channel);
            ChannelAccountSnapshot[] accounts = await Task.WhenAll(ids.Select(id => Snapshot(tenant, document, channel, id, grains)));
            string main = ids.Contains(ConfigIds.DefaultAccount, StringComparer.Ordinal) ? ConfigIds.DefaultAccount : ids[0];
            reports.Add(new ChannelReport(channel, LabelOf(channel), main, accounts));
        }

        return reports;
    }

    public static ChannelHealth ToHealth(ChannelReport report) => new()
    {
        AccountId = report.Main?.AccountId,
        Configured = report.Main?.Configured,
        Linked = report.Main?.Linked,
        Accounts = report.Accounts.ToDictionary(
            static account => account.AccountId,
            static account => RawJson.From(account, ChannelsJson.Default.ChannelAccountSnapshot),
            StringComparer.Ordinal),
    };

    private static async Task<ChannelAccountSnapshot> Snapshot(
        string tenant, ConfigDocument document, string channel, string accountId, IGrainFactory grains)
    {
        ChannelAccountStatus status = await grains
            .GetGrain<IChannelAccountGrain>(GrainKey.ForAccount(tenant, channel, accountId).ToString())
            .Status();
        TelegramAccountConfig? telegram = document.Channels.Telegram?.Accounts.FirstOrDefault(account => account.Id == accountId);
        string? source = telegram?.BotToken is not null ? "config" : telegram?.TokenFile is not null ? "tokenFile" : "none";
        return new ChannelAccountSnapshot
        {
            AccountId = accountId,
            Name = document.Channels.Account(channel, accountId).Text("name"),
            Enabled = telegram?.Enabled,
            Configured = telegram is { BotToken: not null } or { TokenFile: not null } || status.Connection is not null,
            Linked = !status.LoggedOut,
            Running = status.Connection?.Running ?? false,
            Connected = status.Connection?.Connected ?? false,
            ReconnectAttempts = status.Connection?.ReconnectAttempts ?? 0,
            LastConnectedAt = status.LastConnectedAt,
            LastError = status.Connection?.LastError,
            LastStartAt = status.LastStartAt,
            LastStopAt = status.LastStopAt,
            LastInboundAt = status.LastInboundAt,
            LastOutboundAt = status.LastOutboundAt,
            Mode = status.Connection?.Mode,
            DmPolicy = telegram?.DmPolicy,
            AllowFrom = telegram?.AllowFrom,
            TokenSource = source,
        };
    }
}
