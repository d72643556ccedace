using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Presence;
using Moltbot.Grains.Presence;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Presence;

public sealed class PresenceTests : IDisposable
{
    private const int Clients = 20;

    private static readonly GrainKey Tenant = GrainKey.ForTenant(TenantId.Default);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Many_that_leave_at_once_are_told_at_once_and_together()
    {
        var time = new ManualTime();
        await using GrainHost host = await GrainHost.Start(_folder.Path, time: time);
        IPresenceGrain presence = host.AsGateway<IPresenceGrain>(Tenant);
        await presence.Renew([.. Enumerable.Range(0, Clients).Select(number => Entry(number, time))]);

        for (int number = 0; number < Clients; number++)
        {
            await presence.Leave("client " + number);
        }

        await host.Events.Next(e => Gone(e) == 1, "the first that left is told at once");
        host.Events.All.OfType<PresenceChangedEvent>().Count().ShouldBe(1);
        time.Advance(PresenceGrain.TellEvery);
        await host.Events.Next(e => Gone(e) == Clients, "the others are told together");
        host.Events.All.OfType<PresenceChangedEvent>().Count().ShouldBe(2);

        time.Advance(PresenceGrain.TellEvery);
        await host.AsGateway<IPresenceGrain>(Tenant).Leave("client 0");
        await host.Events.Next(e => e is PresenceChangedEvent { Presence.Entries: var entries }
            && entries.Any(entry => entry.Key == "client 0" && entry.Timestamp == time.GetUtcNow().ToUnixTimeMilliseconds()), "after a while the next is told at once again");
        host.Events.All.OfType<PresenceChangedEvent>().Count().ShouldBe(3);
    }

    private static int Gone(TenantEvent tenantEvent) =>
        tenantEvent is PresenceChangedEvent changed ? changed.Presence.Entries.Count(static entry => entry.Reason == "disconnect") : -1;

    private static PresenceEntry Entry(int number, ManualTime time) => new()
    {
        Key = "client " + number,
        Host = "desk",
        Mode = "ui",
        Reason = "connect",
        Text = "Node: desk",
        Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
    };
}
