using Moltbot.Gateway.Channels;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Channels;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Methods.Channels;

/// <summary>How the configured channels stand, as far as there is a platform for them. No secret is in it, only where one comes from.</summary>
internal sealed class ChannelReports(IEnumerable<IChannelPlatform> platforms)
{
    private readonly IReadOnlyList<IChannelPlatform> _platforms = [.. platforms];

    /// <summary>The platform of a channel; null when it is not offered here.</summary>
    public IChannelPlatform? PlatformOf(string channel) => _platforms.FirstOrDefault(platform => platform.Id == channel);

    public async Task<IReadOnlyList<ChannelReport>> Read(string tenant, ConfigDocument document, IGrainFactory grains)
    {
        var reports = new List<ChannelReport>();
        foreach (IChannelPlatform platform in _platforms.Where(platform => document.Channels.Ids.Contains(platform.Id)))
        {
            IReadOnlyList<string> ids = document.Channels.AccountIds(platform.Id);
            ChannelAccountSnapshot[] accounts = await Task.WhenAll(ids.Select(id => Snapshot(tenant, document, platform, id, grains)));
            string main = ids.Contains(ConfigIds.DefaultAccount, StringComparer.Ordinal) ? ConfigIds.DefaultAccount : ids[0];
            reports.Add(new ChannelReport(platform.Id, platform.Label, main, accounts));
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
        string tenant, ConfigDocument document, IChannelPlatform platform, string accountId, IGrainFactory grains)
    {
        ChannelAccountStatus status = await grains
            .GetGrain<IChannelAccountGrain>(GrainKey.ForAccount(tenant, platform.Id, accountId).ToString())
            .Status();
        ChannelAccountFacts facts = platform.Describe(tenant, document.Channels, accountId);
        return new ChannelAccountSnapshot
        {
            AccountId = accountId,
            Name = document.Channels.Account(platform.Id, accountId).Text("name"),
            Enabled = facts.Enabled,
            Configured = facts.TokenSource != "none",
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
            DmPolicy = facts.DmPolicy,
            AllowFrom = facts.AllowFrom,
            TokenSource = facts.TokenSource,
            Outbox = new ChannelOutbox
            {
                Queued = status.Queued, Failed = status.Failed, Unknown = status.Unknown, OldestUnknownAt = status.OldestUnknownAt,
            },
        };
    }
}
