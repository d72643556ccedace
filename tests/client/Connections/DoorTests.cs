using System.Net;
using System.Net.WebSockets;
using Moltbot.Gateway.Tests.Support;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.TestSupport.Gateway;
using Orleans.Runtime;

namespace Moltbot.Gateway.Tests.Connections;

/// <summary>What an upgrade is answered before there is a socket.</summary>
public sealed class DoorTests
{
    [Fact]
    public async Task While_the_cluster_is_away_a_client_is_told_to_come_again()
    {
        var cluster = new Cluster { IsAway = true };
        await using GatewayRig rig = await GatewayRig.Start(calls: cluster);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(rig.Url, TestContext.Current.CancellationToken));

        socket.HttpStatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        socket.HttpResponseHeaders!["Retry-After"].ShouldBe(["1"]);

        cluster.IsAway = false;
        await using GatewayTestClient client = await rig.Connect();
    }

    private sealed class Cluster : IIncomingGrainCallFilter
    {
        public bool IsAway { get; set; }

        public Task Invoke(IIncomingGrainCallContext context) =>
            IsAway && context.InterfaceMethod.DeclaringType == typeof(ITenantGrain)
                ? throw new OrleansException("every silo is lost")
                : context.Invoke();
    }
}
