using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Gateway.Channels;

/// <summary>
/// An IM platform. A new one is a folder beside <c>Telegram/</c> with this, an <see cref="IChannelConnector"/> and a
/// mapping of its updates; leases, outbox, typing, configuration and status are the same for all.
/// </summary>
public interface IChannelPlatform
{
    /// <summary>The channel's id, the key below <c>channels</c>.</summary>
    string Id { get; }

    /// <summary>
    /// Takes note of a version of a tenant's configuration, on every gateway, whether or not it will run the connection: a platform
    /// that is reached by webhook opens and closes its addresses here.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="channels">Its channels; null when the tenant is gone.</param>
    /// <returns>The accounts to run: enabled ones, also those that cannot run, with the reason.</returns>
    IReadOnlyList<ChannelAccountSetup> Configure(string tenant, ChannelsConfig? channels);
}
