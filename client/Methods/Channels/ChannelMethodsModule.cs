using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Channels;

namespace Moltbot.Gateway.Methods.Channels;

/// <summary><c>channels.status</c> and <c>channels.logout</c> (protocol §5.7).</summary>
internal sealed class ChannelMethodsModule(ITenantViews views, TimeProvider time) : IMethodModule
{
    public void Register(MethodTableBuilder methods) => methods
        .Serve(ChannelsMethods.Status, Status)
        .Serve(ChannelsMethods.Logout, Logout);

    // Connectors report as they go, so that a probe has nothing to add to what they said last.
    private async ValueTask<GatewayResult<ChannelsStatusResult>> Status(MethodCall call, ChannelsStatusParams parameters)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        IReadOnlyList<ChannelReport> reports = await ChannelReports.Read(call.Tenant, document, call.Grains);
        return new ChannelsStatusResult
        {
            Ts = time.GetUtcNow().ToUnixTimeMilliseconds(),
            ChannelOrder = [.. reports.Select(static report => report.Id)],
            ChannelLabels = reports.ToDictionary(static report => report.Id, static report => report.Label, StringComparer.Ordinal),
            ChannelDetailLabels = reports.ToDictionary(static report => report.Id, static report => report.Label + " Bot", StringComparer.Ordinal),
            ChannelSystemImages = reports.ToDictionary(static report => report.Id, static _ => "paperplane", StringComparer.Ordinal),
            ChannelMeta =
            [
                .. reports.Select(static report => new ChannelMeta
                {
                    Id = report.Id,
                    Label = report.Label,
                    DetailLabel = report.Label + " Bot",
                    SystemImage = "paperplane",
                }),
            ],
            Channels = reports
                .Where(static report => report.Main is not null)
                .ToDictionary(
                    static report => report.Id,
                    static report => RawJson.From(report.Main!, ChannelsJson.Default.ChannelAccountSnapshot),
                    StringComparer.Ordinal),
            ChannelAccounts = reports.ToDictionary(static report => report.Id, static report => report.Accounts, StringComparer.Ordinal),
            ChannelDefaultAccountId = reports.ToDictionary(
                static report => report.Id, static report => report.DefaultAccountId, StringComparer.Ordinal),
        };
    }

    private async ValueTask<GatewayResult<ChannelsLogoutResult>> Logout(MethodCall call, ChannelsLogoutParams parameters)
    {
        if (ChannelIds.Normalize(parameters.Channel) is not { } channel || !ChannelIds.IsKnown(channel))
        {
            return GatewayError.Invalid("invalid channels.logout channel");
        }

        if (!ChannelReports.Served.Contains(channel, StringComparer.Ordinal))
        {
            return GatewayError.Invalid($"channel {channel} does not support logout");
        }

        string account = ConfigIds.Account(parameters.AccountId);
        bool ran = await call.Grain<IChannelAccountGrain>(GrainKey.ForAccount(call.Tenant, channel, account)).Logout();
        return new ChannelsLogoutResult { Channel = channel, AccountId = account, Cleared = ran, LoggedOut = true };
    }
}
