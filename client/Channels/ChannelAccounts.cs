using Moltbot.Gateway.Channels.Accounts;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels;

/// <summary>Opens the grains of channel accounts for this gateway.</summary>
public sealed class ChannelAccounts
{
    private readonly Func<GrainKey, IChannelAccountGrain> find;
    private readonly string gatewayId;

    /// <param name="grains">The cluster.</param>
    /// <param name="gatewayId">This gateway's name, unique in the cluster and new with every start.</param>
    public ChannelAccounts(IGrainFactory grains, string gatewayId)
        : this(key => grains.GetGrain<IChannelAccountGrain>(key.ToString()), gatewayId)
    {
    }

    internal ChannelAccounts(Func<GrainKey, IChannelAccountGrain> find, string gatewayId)
    {
        this.find = find;
        this.gatewayId = gatewayId;
    }

    internal AccountClient Open(string tenant, string channel, string account) =>
        new(find(GrainKey.ForAccount(tenant, channel, account)), tenant, gatewayId);
}
