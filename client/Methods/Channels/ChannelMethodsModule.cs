using System.Text.Json.Nodes;
using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tenants;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Channels;

namespace Moltbot.Gateway.Methods.Channels;

/// <summary><c>channels.status</c> and <c>channels.logout</c> (protocol §5.7).</summary>
internal sealed class ChannelMethodsModule(ITenantViews views, ChannelReports channels, ChannelLogout leaving, TimeProvider time) : IMethodModule
{
    private const long ShortestProbeMs = 1000;
    private const long ProbeMs = 10_000;

    /// <summary>Arbitrary: longer than clients wait.</summary>
    private const long LongestProbeMs = 60_000;

    public void Register(MethodTableBuilder methods) => methods
        .Serve(ChannelsMethods.Status, Status)
        .Serve(ChannelsMethods.Logout, Logout);

    private async ValueTask<GatewayResult<ChannelsStatusResult>> Status(MethodCall call, ChannelsStatusParams parameters)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        IReadOnlyList<ChannelReport> reports = await channels.Read(call.Tenant, document, call.Grains);
        if (parameters.Probe == true)
        {
            var longest = TimeSpan.FromMilliseconds(Math.Clamp(parameters.TimeoutMs ?? ProbeMs, ShortestProbeMs, LongestProbeMs));
            reports = await Task.WhenAll(reports.Select(report => Probed(call, document, report, longest)));
        }

        return new ChannelsStatusResult
        {
            Ts = time.GetUtcNow().ToUnixTimeMilliseconds(),
            ChannelOrder = [.. reports.Select(static report => report.Id)],
            ChannelLabels = Map(reports, static report => report.Label.Short),
            ChannelDetailLabels = Map(reports, static report => report.Label.Detail),
            ChannelSystemImages = Map(reports, static report => report.Label.SystemImage),
            ChannelMeta =
            [
                .. reports.Select(static report => new ChannelMeta
                {
                    Id = report.Id,
                    Label = report.Label.Short,
                    DetailLabel = report.Label.Detail,
                    SystemImage = report.Label.SystemImage,
                }),
            ],
            Channels = Map(
                reports.Where(static report => report.Main is not null),
                static report => RawJson.From(report.Main!, ChannelsJson.Default.ChannelAccountSnapshot)),
            ChannelAccounts = Map(reports, static report => report.Accounts),
            ChannelDefaultAccountId = Map(reports, static report => report.DefaultAccountId),
        };
    }

    private async ValueTask<GatewayResult<ChannelsLogoutResult>> Logout(MethodCall call, ChannelsLogoutParams parameters)
    {
        if (ChannelIds.Normalize(parameters.Channel) is not { } channel || !ChannelIds.IsKnown(channel))
        {
            return GatewayError.Invalid("invalid channels.logout channel");
        }

        return channels.PlatformOf(channel) is { } platform
            ? await leaving.Leave(call, platform, ConfigIds.Account(parameters.AccountId))
            : GatewayError.Invalid($"channel {channel} does not support logout");
    }

    private async Task<ChannelReport> Probed(MethodCall call, ConfigDocument document, ChannelReport report, TimeSpan longest)
    {
        IChannelPlatform platform = channels.PlatformOf(report.Id)!;
        ChannelAccountSnapshot[] accounts = await Task.WhenAll(report.Accounts.Select(async account => account with
        {
            Probe = await Probe(platform, call, document, account.AccountId, longest),
            LastProbeAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        }));
        return report with { Accounts = accounts };
    }

    private async Task<RawJson> Probe(IChannelPlatform platform, MethodCall call, ConfigDocument document, string account, TimeSpan longest)
    {
        using var deadline = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, call.Aborted);
        try
        {
            return await platform.Probe(call.Tenant, document.Channels, account, either.Token);
        }
        catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested)
        {
            var late = new JsonObject
            {
                ["ok"] = false,
                ["error"] = $"no answer within {(long)longest.TotalMilliseconds} ms",
                ["failure"] = ProbeFailures.Unreachable,
                ["elapsedMs"] = (long)longest.TotalMilliseconds,
            };
            return RawJson.Parse(late.ToJsonString());
        }
    }

    private static Dictionary<string, T> Map<T>(IEnumerable<ChannelReport> reports, Func<ChannelReport, T> value) =>
        reports.ToDictionary(static report => report.Id, value, StringComparer.Ordinal);
}
