using Moltbot.Gateway.Channels.Accounts;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels;

/// <summary>Opens the grains of channel accounts for this gateway.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="gatewayId">This gateway's name, unique in the cluster and new with every start.</param>
public sealed class ChannelAccounts(IGrainFactory grains, string gatewayId)
{
    internal AccountClient Open(string tenant, string channel, string account) => new(
        grains.GetGrain<IChannelAccountGrain>(GrainKey.ForAccount(tenant, channel, account).ToString()), tenant, gatewayId);
}
