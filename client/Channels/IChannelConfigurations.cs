using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Gateway.Channels;

/// <summary>Where the supervisor reads which accounts there are.</summary>
public interface IChannelConfigurations
{
    /// <summary>The tenant's channels in force; null when there is no such tenant.</summary>
    Task<ChannelsConfig?> Read(string tenant, CancellationToken cancellation);
}
