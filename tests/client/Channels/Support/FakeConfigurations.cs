using System.Collections.Concurrent;
using Moltbot.Gateway.Channels;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Gateway.Tests.Channels.Support;

internal sealed class FakeConfigurations : IChannelConfigurations
{
    public ConcurrentDictionary<string, ChannelsConfig> Tenants { get; } = new(StringComparer.Ordinal);

    public bool Broken { get; set; }

    public Task<ChannelsConfig?> Read(string tenant, CancellationToken cancellation) => Broken
        ? Task.FromException<ChannelsConfig?>(new TimeoutException("no configuration"))
        : Task.FromResult(Tenants.GetValueOrDefault(tenant));
}
