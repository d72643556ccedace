using Moltbot.Gateway.Channels.Accounts;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels;

/// <summary>Opens the grains of channel accounts for this gateway.</summary>
public sealed class ChannelAccounts
{
    private readonly Func<GrainKey, IChannelAccountGrain> find;
    private readonly string holder;

    /// <param name="grains">The cluster.</param>
    /// <param name="gatewayId">This gateway's name.</param>
    public ChannelAccounts(IGrainFactory grains, string gatewayId)
        : this(key => grains.GetGrain<IChannelAccountGrain>(key.ToString()), HolderName(gatewayId))
    {
    }

    internal ChannelAccounts(Func<GrainKey, IChannelAccountGrain> find, string holder)
    {
        this.find = find;
        this.holder = holder;
    }

    internal AccountClient Open(string tenant, string channel, string account) =>
        new(find(GrainKey.ForAccount(tenant, channel, account)), tenant, holder);

    /// <summary>
    /// New with every start: a gateway that comes back under its old name must not take up the lease of the process that died,
    /// since what that one had in flight has to be found and marked unknown.
    /// </summary>
    private static string HolderName(string gatewayId) => $"{gatewayId}/{Guid.NewGuid():N}";
}
